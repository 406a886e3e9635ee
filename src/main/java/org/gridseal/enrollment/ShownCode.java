package org.gridseal.enrollment;

import java.util.Arrays;
import java.util.Optional;
import org.gridseal.audit.Hash;
import org.gridseal.authority.SerialNumber;
import org.gridseal.x509.SubjectKey;

/// The one-time code of an attempt, verified, if the attempt comes by one.
final class ShownCode {
  private final Credential credential;
  private final Optional<CodeStore.Kept> code;
  private final Optional<Hash> keyRequest;
  private final Optional<SerialNumber> lost;
  private final Doors doors;

  private ShownCode(
      Credential credential,
      Optional<CodeStore.Kept> code,
      Optional<Hash> keyRequest,
      Optional<SerialNumber> lost,
      Doors doors) {
    this.credential = credential;
    this.code = code;
    this.keyRequest = keyRequest;
    this.lost = lost;
    this.doors = doors;
  }

  /// What codes open, and what became of what they opened.
  record Doors(OneTimeCodes codes, Certificates certificates, Supersession supersession) {
    /// @param keyRequest the request, if the key to be certified is made here
    ShownCode seeing(Credential credential, Optional<Hash> keyRequest) {
      Optional<CodeStore.Kept> found =
          credential instanceof Credential.OneTimeCode shown
              ? codes.matching(shown)
              : Optional.empty();
      Optional<SerialNumber> lost =
          keyRequest
              .flatMap(request -> found.flatMap(kept -> codes.lost(kept, request)))
              .filter(serialNumber -> !certificates.isRevoked(serialNumber));
      return new ShownCode(credential, found, keyRequest, lost, this);
    }
  }

  /// Whether a code was shown that opens no door.
  boolean isWrong() {
    return credential instanceof Credential.OneTimeCode && code.isEmpty();
  }

  /// A spent code still opens the door for the key it was spent on, whose answer may be lost; and
  /// for the request whose key was made here, and lost with the answer.
  boolean isSpentOnAnother(SubjectKey key) {
    return code.flatMap(CodeStore.Kept::spentOn).isPresent()
        && lost.isEmpty()
        && answerFor(key).isEmpty();
  }

  /// What the code was spent on, if it is for that key and still good, however long ago that was.
  Optional<Outcome> answerFor(SubjectKey key) {
    return code.flatMap(CodeStore.Kept::spentOn)
        .filter(serialNumber -> !doors.certificates().isRevoked(serialNumber))
        .flatMap(doors.certificates()::find)
        .map(KeptCertificate::certificate)
        .filter(kept -> Arrays.equals(kept.getPublicKey().getEncoded(), key.encoded()))
        .map(Outcome.Issued::new);
  }

  /// The certificate whose key was made here and did not arrive.
  Optional<SerialNumber> lost() {
    return lost;
  }

  /// Spends the code, in the caller's transaction; without one there is nothing to spend. What it
  /// was spent on before is revoked with that, so that never more than one certificate of a code is
  /// good.
  ///
  /// @return false if it was spent on another certificate
  boolean spendOn(SerialNumber certificate) {
    return code.map(kept -> isReplaced(kept) && doors.codes().spend(kept, certificate, keyRequest))
        .orElse(true);
  }

  /// Of two who come for the same lost key at once, one can revoke the certificate before.
  private boolean isReplaced(CodeStore.Kept kept) {
    return lost.map(before -> doors.supersession().supersede(before, kept.device())).orElse(true);
  }
}
