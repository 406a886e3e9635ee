package org.gridseal.enrollment;

import java.util.Arrays;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.x509.SubjectKey;

/// The one-time code of an attempt, verified, if the attempt comes by one.
final class ShownCode {
  private final Credential credential;
  private final Optional<OneTimeCodes.Kept> code;
  private final OneTimeCodes codes;
  private final Certificates certificates;

  private ShownCode(
      Credential credential,
      Optional<OneTimeCodes.Kept> code,
      OneTimeCodes codes,
      Certificates certificates) {
    this.credential = credential;
    this.code = code;
    this.codes = codes;
    this.certificates = certificates;
  }

  static ShownCode in(Credential credential, OneTimeCodes codes, Certificates certificates) {
    Optional<OneTimeCodes.Kept> found =
        credential instanceof Credential.OneTimeCode shown
            ? codes.matching(shown)
            : Optional.empty();
    return new ShownCode(credential, found, codes, certificates);
  }

  /// Whether a code was shown that opens no door.
  boolean isWrong() {
    return credential instanceof Credential.OneTimeCode && code.isEmpty();
  }

  /// A spent code still opens the door for the key it was spent on, whose answer may be lost.
  boolean isSpentOnAnother(SubjectKey key) {
    return code.flatMap(OneTimeCodes.Kept::spentOn).isPresent() && answerFor(key).isEmpty();
  }

  /// What the code was spent on, if it is for that key and still good, however long ago that was.
  Optional<Outcome> answerFor(SubjectKey key) {
    return code.flatMap(OneTimeCodes.Kept::spentOn)
        .filter(serialNumber -> !certificates.isRevoked(serialNumber))
        .flatMap(certificates::find)
        .map(KeptCertificate::certificate)
        .filter(kept -> Arrays.equals(kept.getPublicKey().getEncoded(), key.encoded()))
        .map(Outcome.Issued::new);
  }

  /// Spends the code, in the caller's transaction; without one there is nothing to spend.
  ///
  /// @return false if it was spent on another certificate
  boolean spendOn(SerialNumber certificate) {
    return code.map(kept -> codes.spend(kept, certificate)).orElse(true);
  }
}
