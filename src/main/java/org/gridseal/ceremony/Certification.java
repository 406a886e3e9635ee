package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.AuthorityRequest;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.ceremony.Ceremonies.Plan;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;

/// The root's part: reads a request, and signs it once.
final class Certification {
  private final Means means;
  private final Records records;

  Certification(Means means) {
    this.means = means;
    this.records = new Records(means);
  }

  /// Reads a request and holds it against a profile. Nothing is signed.
  ///
  /// @param encoded ASN.1
  /// @param line the profile
  /// @throws RefusedCeremonyException naming what is wrong with it
  Plan plan(byte[] encoded, String line) {
    CertificateProfile profile = means.profileBelowRoot(line);
    AuthorityRequest request = parsed(encoded);
    if (!request.isNamedAs(profile)) {
      throw new RefusedCeremonyException(
          "the request's name is not of the form that profile " + line + " has");
    }
    if (!profile.keys().contains(request.key().kind().toString())) {
      throw new RefusedCeremonyException(
          "profile %s has no key of %s".formatted(line, request.key().kind()));
    }
    String sha256 = Fingerprints.sha256(encoded);
    FolderState state = means.folder().state();
    refuseAnswered(state, sha256);
    return new Plan(
        nameOf(request, line), profile, request, sha256, means.issuing(state, Ceremonies.ROOT));
  }

  static AuthorityRequest parsed(byte[] encoded) {
    try {
      return AuthorityRequest.parse(encoded);
    } catch (MalformedException e) {
      throw new RefusedCeremonyException("the request cannot be taken: " + e.getMessage(), e);
    }
  }

  private static AuthorityName nameOf(AuthorityRequest request, String line) {
    try {
      String number = request.subject().attributes().getOrDefault(Attribute.serialNumber, "");
      return new AuthorityName(line, Integer.parseInt(number));
    } catch (IllegalArgumentException e) {
      throw new RefusedCeremonyException(
          "the serial number in the request's name does not number a generation", e);
    }
  }

  private void refuseAnswered(FolderState state, String sha256) {
    state.ceremonies().stream()
        .filter(each -> answers(means.folder().record(each), sha256))
        .findFirst()
        .ifPresent(
            found -> {
              throw new RefusedCeremonyException(
                  "this request was signed before; the answer is in " + found.file());
            });
  }

  private static boolean answers(SignedRecord record, String sha256) {
    return record.record().act() == Act.certified && record.record().requests().contains(sha256);
  }

  /// The record of this folder by which a request was answered.
  ///
  /// @param sha256 of the request
  Optional<SignedRecord> answerTo(String sha256) {
    return means.folder().state().ceremonies().stream()
        .map(means.folder()::record)
        .filter(record -> answers(record, sha256))
        .findFirst();
  }

  /// Signs what was planned.
  ///
  /// @return the record, in which the certificate goes along
  SignedRecord certify(Plan plan, Statement statement) {
    try (var change = means.folder().begin()) {
      FolderState state = means.folder().state();
      refuseAnswered(state, plan.sha256());
      CertificationAuthority root = plan.root();
      X509Certificate certificate =
          root.sign(
              root.prepare(
                  plan.profile(),
                  plan.request().subject(),
                  plan.request().key(),
                  plan.profile().validity().maximum()));
      SignedRecord record =
          records.signed(
              state,
              Act.certified,
              root,
              statement,
              List.of(plan.sha256()),
              List.of(),
              List.of(
                  Records.made(plan.name(), certificate),
                  Records.made(AuthorityName.parse(root.shortName()), root.certificate())));
      change.commit(records.recorded(state, record, change));
      return record;
    }
  }
}
