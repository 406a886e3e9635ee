package org.gridseal.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.jspecify.annotations.Nullable;

/// A signed CRL, version 2, complete for its authority (RFC 5280 §5).
///
/// @param number grows with every list (RFC 5280 §5.2.3)
/// @param encoded the CertificateList's ASN.1 encoding
public record RevocationList(
    long number, Instant thisUpdate, Instant nextUpdate, CrlBytes encoded) {

  /// The encoding; a record cannot hold an array and stay a value.
  public static final class CrlBytes {
    private final byte[] bytes;

    private CrlBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /// Signs a list.
  ///
  /// @param validFor the time to `nextUpdate`
  /// @throws SigningException if the key gives no signature, or one that does not verify
  public static RevocationList sign(
      CertificationAuthority authority,
      long number,
      Instant now,
      Duration validFor,
      List<Revoked> revoked) {
    Instant nextUpdate = now.plus(validFor);
    try {
      byte[] content =
          content(authority, number, now, nextUpdate, revoked).getEncoded(ASN1Encoding.DER);
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(TBSCertList.getInstance(content));
      parts.add(authority.algorithm().algorithmIdentifier());
      parts.add(new DERBitString(authority.signed(content)));
      byte[] encoded = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
      return new RevocationList(number, now, nextUpdate, new CrlBytes(encoded));
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private static TBSCertList content(
      CertificationAuthority authority,
      long number,
      Instant thisUpdate,
      Instant nextUpdate,
      List<Revoked> revoked)
      throws IOException {
    V2TBSCertListGenerator list = new V2TBSCertListGenerator();
    list.setIssuer(
        X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded()));
    list.setSignature(authority.algorithm().algorithmIdentifier());
    list.setThisUpdate(CertificateContent.time(thisUpdate));
    list.setNextUpdate(CertificateContent.time(nextUpdate));
    for (Revoked one : revoked) {
      list.addCRLEntry(
          new ASN1Integer(one.serialNumber().value()),
          CertificateContent.time(one.at()),
          entryExtensions(one));
    }
    list.setExtensions(listExtensions(authority, number));
    return list.generateTBSCertList();
  }

  private static Extensions listExtensions(CertificationAuthority authority, long number)
      throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(authority.keyIdentifier()));
    extensions.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
    return extensions.generate();
  }

  private static @Nullable Extensions entryExtensions(Revoked revoked) throws IOException {
    if (revoked.reason() == RevocationReason.unspecified) {
      // RFC 5280 §5.3.1: the extension should be absent rather than say "unspecified".
      return null;
    }
    return new Extensions(
        new Extension(
            Extension.reasonCode,
            false,
            CRLReason.lookup(revoked.reason().code()).getEncoded(ASN1Encoding.DER)));
  }
}
