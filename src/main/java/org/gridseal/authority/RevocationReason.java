package org.gridseal.authority;

import java.util.Arrays;
import java.util.Optional;

/// Why a certificate is revoked, with the code of RFC 5280 §5.3.1. Code 7 is not used there, and
/// `removeFromCRL` belongs to delta CRLs, which we do not issue.
public enum RevocationReason {
  unspecified(0),
  keyCompromise(1),
  cACompromise(2),
  affiliationChanged(3),
  superseded(4),
  cessationOfOperation(5),
  certificateHold(6),
  privilegeWithdrawn(9),
  aACompromise(10);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// @return empty if no reason has that code
  public static Optional<RevocationReason> withCode(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
  }

  /// @throws IllegalArgumentException if no reason has that code
  public static RevocationReason ofCode(int code) {
    return withCode(code)
        .orElseThrow(() -> new IllegalArgumentException("no revocation reason has code " + code));
  }
}
