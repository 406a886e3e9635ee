package org.gridseal.authority;

import java.util.Arrays;
import java.util.Optional;

/// Why a certificate is revoked, with the code of RFC 5280 §5.3.1. Code 7 is not used there, and
/// `removeFromCRL` is no reason to revoke but the end of a hold ([#REMOVE_FROM_CRL]).
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

  /// What a delta CRL says of a certificate that is on hold no more (RFC 5280 §5.3.1).
  public static final int REMOVE_FROM_CRL = 8;

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// Whether it can never be taken back: true of all but a hold.
  public boolean isForGood() {
    return this != certificateHold;
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
