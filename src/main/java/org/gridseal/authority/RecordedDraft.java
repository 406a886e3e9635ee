package org.gridseal.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

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

  /// The certificate that the draft became, byte for byte. Whether the signature is good is not
  /// looked at.
  ///
  /// @param signature as in the certificate: the octets of the BIT STRING (RFC 5280 §4.1.1.3)
  /// @throws MalformedException if these bytes are no draft
  public X509Certificate signed(byte[] signature) {
    try {
      TBSCertificate content = TBSCertificate.getInstance(toBeSigned);
      var parts = new ASN1EncodableVector();
      parts.add(content);
      // The algorithm outside must be the one inside (RFC 5280 §4.1.1.2).
      parts.add(content.getSignature());
      parts.add(new DERBitString(signature));
      return Pem.certificate(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("these bytes are no draft of a certificate", e);
    }
  }
}
