package org.gridseal.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.AuthorityRequest;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.Stage;
import org.gridseal.authority.Subject;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.keeper.Keeper;

/// The acts by which CAs begin: a root makes itself, a CA asks, a root certifies, a CA takes its
/// certificate into use. What comes after is [Rollover]'s.
///
/// Each act is done as a whole and recorded, signed by the key concerned, or not at all. A key that
/// an interrupted act has left at the keeper is used by the next attempt. Nothing is overwritten.
public final class Ceremonies {
  /// The line of the roots.
  public static final String ROOT = "root";

  private final AuthorityFolder folder;
  private final Means means;
  private final Records records;
  private final Certification certification;

  /// @param base the status listener's address as the world sees it
  public Ceremonies(
      AuthorityFolder folder,
      Keeper keeper,
      List<CertificateProfile> profiles,
      URI base,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    this.folder = folder;
    this.means = new Means(folder, keeper, profiles, base, time, serialNumbers);
    this.records = new Records(means);
    this.certification = new Certification(means);
  }

  public AuthorityFolder folder() {
    return folder;
  }

  Means means() {
    return means;
  }

  /// The lines that a root of ours certifies, as the profiles have them.
  public List<CertificateProfile> linesBelowRoot() {
    return means.linesBelowRoot();
  }

  /// The CA of a line that signs now, if its key is here.
  ///
  /// @throws RefusedCeremonyException if the line has none, or the key is kept elsewhere
  public CertificationAuthority issuing(String line) {
    return means.issuing(folder.state(), line);
  }

  /// Whether the key of that CA is kept here.
  public boolean hasKey(AuthorityName name) {
    return means.hasKey(name);
  }

  /// Makes the first root.
  ///
  /// @param organisation the O of its name
  /// @throws RefusedCeremonyException if there is one
  public SignedRecord establishRoot(
      String organisation, SignatureAlgorithm algorithm, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      if (!state.line(ROOT).isEmpty()) {
        throw new RefusedCeremonyException(
            "there is a root already, and it is never overwritten; another one takes over with"
                + " 'ca rollover start root'");
      }
      AuthorityName name = AuthorityName.first(ROOT);
      Subject subject = Subject.authority(organisation, commonName(organisation, ROOT), "1");
      CertificationAuthority root = means.newRoot(name, subject, algorithm);
      means.attach(root);
      change.put(name, root.certificate());
      SignedRecord record =
          records.signed(
              state,
              Act.established,
              root,
              statement,
              List.of(),
              List.of(new Reached(name.toString(), Stage.issuing)),
              List.of(Records.made(name, root.certificate())));
      change.commit(
          records.recorded(state.with(name, Stage.issuing, record.record().at()), record, change));
      return record;
    }
  }

  /// Makes the key of a CA and the request for its certificate.
  ///
  /// @param line the profile of its certificate
  /// @param organisation the O of its name
  /// @return its name; the request is in the folder
  /// @throws RefusedCeremonyException if the line has a generation that is not yet in use, or its
  ///   profile has no such key
  public AuthorityName request(String line, String organisation, SignatureAlgorithm algorithm) {
    CertificateProfile profile = means.profileBelowRoot(line);
    Means.requireKind(profile, algorithm);
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      refuseUnfinished(state, line);
      AuthorityName name = state.next(line);
      SigningKey key = means.keyFor(name, algorithm);
      byte[] request =
          AuthorityRequest.write(
              profile,
              Subject.authority(
                  organisation,
                  commonName(organisation, line),
                  Integer.toString(name.generation())),
              key);
      change.put(name + ".csr", PemRequest.write(request).getBytes(US_ASCII));
      change.commit(state.with(name, Stage.requested, means.now()));
      return name;
    }
  }

  static void refuseUnfinished(FolderState state, String line) {
    Stream.of(Stage.requested, Stage.prepared)
        .flatMap(stage -> state.at(line, stage).stream())
        .findFirst()
        .ifPresent(
            found -> {
              throw new RefusedCeremonyException(
                  "%s is %s; it comes first".formatted(found.name(), found.stage()));
            });
  }

  /// What a root would sign, for people to read before it does.
  ///
  /// @param name of the CA that asks, as its line and number make it
  /// @param sha256 of the request
  public record Plan(
      AuthorityName name,
      CertificateProfile profile,
      AuthorityRequest request,
      String sha256,
      CertificationAuthority root) {}

  /// Reads a request and holds it against a profile. Nothing is signed.
  ///
  /// @param encoded ASN.1
  /// @param line the profile
  /// @throws RefusedCeremonyException naming what is wrong with it
  public Plan plan(byte[] encoded, String line) {
    return certification.plan(encoded, line);
  }

  /// Signs what was planned.
  ///
  /// @return the record, in which the certificate goes along
  /// @throws RefusedCeremonyException if the request was signed before
  public SignedRecord certify(Plan plan, Statement statement) {
    return certification.certify(plan, statement);
  }

  /// The record of this folder by which a request was answered.
  ///
  /// @param sha256 of the request
  public Optional<SignedRecord> answerTo(String sha256) {
    return certification.answerTo(sha256);
  }

  /// Takes a CA's certificate into use: its line's first issues at once, another one is prepared.
  ///
  /// @param certificate the answer to a request of this folder
  /// @param from the record of the root that signed it, if it came along
  /// @throws RefusedCeremonyException naming what is wrong with it
  public SignedRecord install(
      X509Certificate certificate, Optional<SignedRecord> from, Statement statement) {
    return new Installation(means).install(certificate, from, statement);
  }

  /// `Example` and `issuing-service` make `Example Service Issuing CA`.
  private static String commonName(String organisation, String line) {
    String words =
        Stream.of(line.split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .reduce((first, second) -> second + " " + first)
            .orElse(line);
    return organisation + " " + words + " CA";
  }
}
