package org.gridseal.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;

/// A root and an issuing authority in a folder: `root.p12`, `issuing.p12`, `root.pem`,
/// `issuing.pem`.
///
/// The folder appears whole or not at all: it is written beside its place and renamed.
public final class AuthorityFolder {
  private static final String ROOT = "root";
  private static final String ISSUING = "issuing";

  private final Path folder;
  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;

  public AuthorityFolder(Path folder, InstantSource time, Supplier<SerialNumber> serialNumbers) {
    this.folder = folder.toAbsolutePath();
    this.time = time;
    this.serialNumbers = serialNumbers;
  }

  public boolean exists() {
    return Files.isDirectory(folder);
  }

  /// Makes both authorities: keys, certificates, files.
  ///
  /// @param profiles `root` and `issuing` among them
  /// @param organisation the O of both names
  /// @param base the status listener's address as the world sees it
  /// @throws IllegalStateException if the folder exists: an authority is never overwritten
  public void establish(
      List<CertificateProfile> profiles, String organisation, URI base, char[] password) {
    if (exists()) {
      throw new IllegalStateException("there is an authority in " + folder + " already");
    }
    CertificateProfile rootProfile = named(ROOT, profiles);
    CertificateProfile issuingProfile = named(ISSUING, profiles);
    try {
      Path draft = draftFolder();
      Pkcs12SigningKey rootKey = Pkcs12SigningKey.generate(SignatureAlgorithm.ECDSA_SHA256);
      X509Certificate root = establishRoot(rootProfile, organisation, base, rootKey);
      Pkcs12SigningKey issuingKey = Pkcs12SigningKey.generate(SignatureAlgorithm.ECDSA_SHA256);
      X509Certificate issuing =
          issueIssuing(issuingProfile, organisation, base, rootKey, root, issuingKey);
      store(draft, ROOT, rootKey, root, password);
      store(draft, ISSUING, issuingKey, issuing, password);
      publish(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("the authority cannot be written to " + folder, e);
    }
  }

  private static CertificateProfile named(String name, List<CertificateProfile> profiles) {
    return profiles.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the profile " + name + " is missing"));
  }

  private X509Certificate establishRoot(
      CertificateProfile profile, String organisation, URI base, SigningKey key) {
    return CertificationAuthority.establishRoot(
        profile,
        Subject.authority(organisation, organisation + " Root CA", "1"),
        key,
        new StatusLocations(base, ROOT),
        time,
        serialNumbers);
  }

  private X509Certificate issueIssuing(
      CertificateProfile profile,
      String organisation,
      URI base,
      SigningKey rootKey,
      X509Certificate root,
      SigningKey issuingKey) {
    var authority =
        new CertificationAuthority(
            root, rootKey, new StatusLocations(base, ROOT), time, serialNumbers);
    return authority.sign(
        authority.prepare(
            profile,
            Subject.authority(organisation, organisation + " Issuing CA", "1"),
            SubjectKey.of(issuingKey.publicKey()),
            profile.validity().maximum()));
  }

  private Path draftFolder() throws IOException {
    Files.createDirectories(parent());
    return Files.createTempDirectory(
        parent(),
        ".ca-draft-",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private Path parent() {
    return Objects.requireNonNull(folder.getParent(), "an authority does not live in the root");
  }

  private static void store(
      Path draft, String name, Pkcs12SigningKey key, X509Certificate certificate, char[] password)
      throws IOException {
    key.store(draft.resolve(name + ".p12"), password, certificate);
    Files.writeString(
        draft.resolve(name + ".pem"), Pem.write("CERTIFICATE", encodingOf(certificate)));
  }

  private static byte[] encodingOf(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private void publish(Path draft) throws IOException {
    try (Stream<Path> files = Files.list(draft)) {
      for (Path file : files.toList()) {
        sync(file, StandardOpenOption.WRITE);
      }
    }
    sync(draft, StandardOpenOption.READ);
    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    sync(parent(), StandardOpenOption.READ);
  }

  /// What was written is on the disk when this returns.
  private static void sync(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /// Opens the issuing authority.
  ///
  /// @param base the status listener's address as the world sees it
  /// @throws org.gridseal.authority.SigningException if the key file cannot be opened
  public CertificationAuthority issuing(URI base, char[] password) {
    return new CertificationAuthority(
        issuingCertificate(),
        Pkcs12SigningKey.open(folder.resolve(ISSUING + ".p12"), password),
        new StatusLocations(base, ISSUING),
        time,
        serialNumbers);
  }

  public X509Certificate issuingCertificate() {
    return certificate(ISSUING);
  }

  public X509Certificate rootCertificate() {
    return certificate(ROOT);
  }

  private X509Certificate certificate(String name) {
    Path file = folder.resolve(name + ".pem");
    try {
      return Pem.certificate(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the authority's certificate " + file + " is missing", e);
    }
  }
}
