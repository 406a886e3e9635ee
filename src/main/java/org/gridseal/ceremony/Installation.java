package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.x509.Fingerprints;

/// The part of a CA that has asked: takes the answer into use.
final class Installation {
  private final Means means;
  private final AuthorityFolder folder;
  private final Records records;

  Installation(Means means) {
    this.means = means;
    this.folder = means.folder();
    this.records = new Records(means);
  }

  /// As [Ceremonies#install] says.
  SignedRecord install(
      X509Certificate certificate, Optional<SignedRecord> from, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      AuthorityName name = requesting(state, certificate);
      CertificateProfile profile = means.profileBelowRoot(name.line());
      new Acceptance(folder, state, means.time()).requireFit(certificate, profile);
      String request = Fingerprints.sha256(folder.request(name));
      Stage stage =
          state.at(name.line(), Stage.issuing).isPresent() ? Stage.prepared : Stage.issuing;
      CertificationAuthority authority = means.authority(name, certificate);
      means.attach(authority);
      change.put(name, certificate);
      FolderState before = from.isPresent() ? carried(state, from.get(), change) : state;
      SignedRecord record =
          records.signed(
              before,
              Act.installed,
              authority,
              statement,
              List.of(request),
              List.of(new Reached(name.toString(), stage)),
              List.of(Records.made(name, certificate)));
      change.commit(
          records.recorded(before.with(name, stage, record.record().at()), record, change));
      return record;
    }
  }

  private FolderState carried(
      FolderState state, SignedRecord record, AuthorityFolder.Change change) {
    boolean known = folder.allCertificates(state).contains(record.signer());
    if (!known || record.record().act() != Act.certified) {
      throw new RefusedCeremonyException("the record is none of a root that is known here");
    }
    boolean there = state.ceremonies().stream().anyMatch(it -> it.sha256().equals(record.sha256()));
    return there ? state : records.recorded(state, record, true, change);
  }

  private AuthorityName requesting(FolderState state, X509Certificate certificate) {
    return state.generations().stream()
        .filter(each -> each.stage() == Stage.requested)
        .map(FolderState.Generation::authority)
        .filter(each -> Certification.parsed(folder.request(each)).isAnsweredBy(certificate))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedCeremonyException(
                    "the certificate answers no request of this folder: key and name must be those"
                        + " of one"));
  }
}
