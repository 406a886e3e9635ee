package org.gridseal.authority;

/// What the register holds of a draft: enough to take it up again, and nothing that is believed
/// before a [CertificationAuthority] has looked at it.
public final class RecordedDraft {
  private final SerialNumber serialNumber;
  private final byte[] toBeSigned;

  /// @param toBeSigned a TBSCertificate's encoding (RFC 5280 §4.1)
  public RecordedDraft(SerialNumber serialNumber, byte[] toBeSigned) {
    this.serialNumber = serialNumber;
    this.toBeSigned = toBeSigned.clone();
  }

  public SerialNumber serialNumber() {
    return serialNumber;
  }

  public byte[] toBeSigned() {
    return toBeSigned.clone();
  }
}
