package org.gridseal.ceremony;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Keeper;
import org.gridseal.x509.Fingerprints;

/// A machine without a network that has the root, and the service's machine that has the rest; and
/// somebody who carries files between them.
public final class TwoMachines {
  public static final Statement PEOPLE =
      new Statement(
          List.of(
              new Statement.Person("administrator", "first person"),
              new Statement.Person("witness", "second person")),
          "gridseal under test");

  private static final List<CertificateProfile> PROFILES =
      ProfileFile.readAll(Path.of("policies/profiles"));

  private static final URI STATUS = URI.create("http://status.example");

  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;

  /// The one that has the root.
  public final Ceremonies offline;

  /// The one that has the CAs below it.
  public final Ceremonies service;

  public final Keeper keeper;

  public TwoMachines(Path folder, InstantSource time) {
    var last = new AtomicLong(1000);
    this.time = time;
    this.serialNumbers = () -> new SerialNumber(BigInteger.valueOf(last.incrementAndGet()));
    this.keeper = keeper(folder.resolve("service"));
    this.offline = ceremonies(folder.resolve("offline"), keeper(folder.resolve("offline")));
    this.service = ceremonies(folder.resolve("service"), keeper);
  }

  private static Keeper keeper(Path folder) {
    return new FileKeeper(folder, "a password".toCharArray());
  }

  private Ceremonies ceremonies(Path folder, Keeper keys) {
    return new Ceremonies(new AuthorityFolder(folder), keys, PROFILES, STATUS, time, serialNumbers);
  }

  /// What the service sees of its folder.
  public LiveHierarchy hierarchy() {
    return new LiveHierarchy(service.folder(), keeper, STATUS, time, serialNumbers);
  }

  /// Makes the root and brings it to the service.
  public SignedRecord bringRoot() {
    SignedRecord record =
        offline.establishRoot("Example Utility", SignatureAlgorithm.ECDSA_SHA256, PEOPLE);
    new Arrival(service).take(record, Optional.of(Fingerprints.of(record.signer())));
    return record;
  }

  /// Makes the next CA of a line: request there, signature here, installed there.
  public AuthorityName bringAuthority(String line) {
    AuthorityName name = service.request(line, "Example Utility", SignatureAlgorithm.ECDSA_SHA256);
    SignedRecord answer = answer(name);
    X509Certificate certificate = answer.certificate(name.toString()).orElseThrow();
    service.install(certificate, Optional.of(answer), PEOPLE);
    return name;
  }

  /// Has a request of the service signed by the root.
  public SignedRecord answer(AuthorityName name) {
    return offline.certify(offline.plan(service.folder().request(name), name.line()), PEOPLE);
  }

  /// Makes the next root and brings it to the service.
  public void bringNextRoot() {
    bring(new Rollover(offline).startRoot(SignatureAlgorithm.ECDSA_SHA256, PEOPLE));
  }

  /// Brings what was done to a root, which speaks for itself.
  public void bring(SignedRecord record) {
    new Arrival(service).take(record, Optional.empty());
  }
}
