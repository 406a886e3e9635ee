package org.gridseal.authority;

import java.util.concurrent.atomic.AtomicBoolean;

/// A decided, unsigned certificate. Only a [CertificationAuthority] makes one, and signing spends
/// it.
public final class Draft {
  private final SerialNumber serialNumber;
  private final byte[] toBeSigned;
  private final AtomicBoolean spent = new AtomicBoolean();

  Draft(SerialNumber serialNumber, byte[] toBeSigned) {
    this.serialNumber = serialNumber;
    this.toBeSigned = toBeSigned;
  }

  public SerialNumber serialNumber() {
    return serialNumber;
  }

  /// The TBSCertificate's encoding (RFC 5280 §4.1).
  public byte[] toBeSigned() {
    return toBeSigned.clone();
  }

  /// The draft as it is recorded.
  public RecordedDraft record() {
    return new RecordedDraft(serialNumber, toBeSigned);
  }

  /// Hands out the content, once.
  ///
  /// @throws IllegalStateException on the second call
  byte[] spend() {
    if (!spent.compareAndSet(false, true)) {
      throw new IllegalStateException("draft " + serialNumber + " has been signed before");
    }
    return toBeSigned;
  }
}
