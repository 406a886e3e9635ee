package org.gridseal.authority;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// One certificate that is asked about: a CertID (RFC 6960 §4.1.1), kept as it was sent, because
/// the answer repeats it.
public final class OcspQuestion {
  private final byte[] encoded;
  private final IssuerHash issuer;
  private final byte[] serialNumber;

  private OcspQuestion(byte[] encoded, IssuerHash issuer, byte[] serialNumber) {
    this.encoded = encoded;
    this.issuer = issuer;
    this.serialNumber = serialNumber;
  }

  static OcspQuestion read(Asn1Walk request) {
    int from = request.place();
    Asn1Walk id = request.enter(Asn1Octets.SEQUENCE);
    byte[] encoded = request.between(from, request.place());
    int inside = id.place();
    id.enter(Asn1Octets.SEQUENCE);
    id.enter(Asn1Octets.OCTET_STRING);
    id.enter(Asn1Octets.OCTET_STRING);
    byte[] issuer = id.between(inside, id.place());
    byte[] serialNumber = id.enter(0x02).rest();
    return new OcspQuestion(encoded, new IssuerHash(issuer), serialNumber);
  }

  byte[] encoded() {
    return encoded;
  }

  /// Whose certificate it is.
  public IssuerHash issuer() {
    return issuer;
  }

  /// @return empty for a number that no certificate can have
  public Optional<SerialNumber> serialNumber() {
    return serialNumber.length == 0
        ? Optional.empty()
        : SerialNumber.of(new BigInteger(serialNumber));
  }

  /// Equal to another that has the same answer.
  @Override
  public boolean equals(Object other) {
    return other instanceof OcspQuestion question && Arrays.equals(encoded, question.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
