package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.List;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.ceremony.CeremonyRecord.Made;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.x509.Fingerprints;

/// Writes and signs what an act was, and puts it into the folder.
final class Records {
  private final Means means;

  Records(Means means) {
    this.means = means;
  }

  /// A certificate that an act is about.
  record MadeCertificate(String name, X509Certificate certificate) {}

  static MadeCertificate made(AuthorityName name, X509Certificate certificate) {
    return new MadeCertificate(name.toString(), certificate);
  }

  /// Signs what was done. The act is about the first of the certificates.
  ///
  /// @param state before the act
  SignedRecord signed(
      FolderState state,
      Act act,
      CertificationAuthority signer,
      Statement statement,
      List<String> requests,
      List<Reached> stages,
      List<MadeCertificate> made) {
    byte[] key = signer.certificate().getPublicKey().getEncoded();
    var record =
        new CeremonyRecord(
            CeremonyRecord.FORM,
            act,
            made.isEmpty() ? signer.shortName() : made.getFirst().name(),
            means.now(),
            statement.people(),
            statement.software(),
            new CeremonyRecord.Key(
                SignatureAlgorithm.of(signer.certificate().getPublicKey()).toString(),
                means.kindOfKeeper(signer),
                Fingerprints.sha256(key)),
            made.stream()
                .map(each -> new Made(each.name(), Fingerprints.of(each.certificate())))
                .toList(),
            requests,
            stages,
            state.ceremonies().isEmpty() ? "" : state.ceremonies().getLast().sha256());
    return SignedRecord.sign(
        record, signer, made.stream().map(MadeCertificate::certificate).toList());
  }

  /// Puts a record into the folder and its name into the state.
  FolderState recorded(FolderState state, SignedRecord record, AuthorityFolder.Change change) {
    return recorded(state, record, false, change);
  }

  FolderState recorded(
      FolderState state, SignedRecord record, boolean brought, AuthorityFolder.Change change) {
    String file =
        "%04d-%s-%s.p7m"
            .formatted(
                state.ceremonies().size() + 1, record.record().act(), record.record().authority());
    change.put(file, record.encoded());
    return state.with(new FolderState.Ceremony(file, record.sha256(), brought));
  }
}
