package org.gridseal.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.gridseal.site.Lfdi;
import org.gridseal.x509.MalformedException;

/// A certificate taken apart (RFC 5280 §4.1), as tolerantly as ASN.1 allows: what the platform's
/// reader refuses is what people bring here.
public final class Specimen {
  private final byte[] encoded;

  /// What [#encoded] is the encoding of: all of a certificate, the content of a draft.
  private final ASN1Sequence parsed;

  private final ASN1Sequence whole;
  private final ASN1Sequence content;

  /// Where the serial number stands: behind the version, or first where there is none.
  private final int first;

  private final X500Name issuer;
  private final X500Name subject;
  private final Lifetime lifetime;
  private final SubjectPublicKeyInfo key;
  private final StatedExtensions extensions;

  private Specimen(byte[] encoded, ASN1Sequence parsed, ASN1Sequence whole) {
    this.encoded = encoded.clone();
    this.parsed = parsed;
    this.whole = whole;
    this.content = ASN1Sequence.getInstance(whole.getObjectAt(0));
    this.first = content.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
    this.issuer = X500Name.getInstance(part(2));
    this.lifetime = Lifetime.of(ASN1Sequence.getInstance(part(3)));
    this.subject = X500Name.getInstance(part(4));
    this.key = SubjectPublicKeyInfo.getInstance(part(5));
    this.extensions = StatedExtensions.in(content, first + 6);
  }

  /// Takes a certificate apart.
  ///
  /// @param encoded ASN.1 bytes, not PEM
  /// @throws MalformedException if these bytes have not the outline of a certificate
  public static Specimen parse(byte[] encoded) {
    try {
      ASN1Sequence whole = ASN1Sequence.getInstance(encoded);
      Specimen specimen = new Specimen(encoded, whole, whole);
      // These are read later; whoever holds a specimen can read them.
      specimen.serialNumber();
      specimen.version();
      specimen.signature();
      specimen.innerAlgorithm();
      specimen.outerAlgorithm();
      return specimen;
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw new MalformedException("these bytes are no certificate", e);
    }
  }

  /// Takes a draft apart, which has no signature yet and so no LFDI, and no other difference.
  ///
  /// @param toBeSigned a TBSCertificate (RFC 5280 §4.1)
  /// @throws MalformedException if these bytes are none
  public static Specimen ofDraft(byte[] toBeSigned) {
    try {
      ASN1Sequence content = ASN1Sequence.getInstance(toBeSigned);
      int algorithm = content.getObjectAt(0) instanceof ASN1TaggedObject ? 2 : 1;
      ASN1Encodable[] parts = {
        content, content.getObjectAt(algorithm), new DERBitString(new byte[0])
      };
      return new Specimen(toBeSigned, content, new DERSequence(parts));
    } catch (RuntimeException e) {
      throw new MalformedException("these bytes are no draft of a certificate", e);
    }
  }

  /// The TBSCertificate (RFC 5280 §4.1).
  public ASN1Sequence content() {
    return content;
  }

  private ASN1Encodable part(int offset) {
    return content.getObjectAt(first + offset);
  }

  /// What stands behind the key: identifiers of version 2, extensions.
  Stream<ASN1Encodable> optionalParts() {
    return IntStream.range(first + 6, content.size()).mapToObj(content::getObjectAt);
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  public Lfdi lfdi() {
    return Lfdi.ofCertificate(encoded);
  }

  /// As people count: 3 for what is written as 2.
  int version() {
    return first == 0
        ? 1
        : ASN1Integer.getInstance((ASN1TaggedObject) content.getObjectAt(0), true).intValueExact()
            + 1;
  }

  BigInteger serialNumber() {
    return ASN1Integer.getInstance(part(0)).getValue();
  }

  AlgorithmIdentifier innerAlgorithm() {
    return AlgorithmIdentifier.getInstance(part(1));
  }

  AlgorithmIdentifier outerAlgorithm() {
    return AlgorithmIdentifier.getInstance(whole.getObjectAt(1));
  }

  byte[] signature() {
    return ASN1BitString.getInstance(whole.getObjectAt(2)).getOctets();
  }

  X500Name issuer() {
    return issuer;
  }

  X500Name subject() {
    return subject;
  }

  public Lifetime lifetime() {
    return lifetime;
  }

  SubjectPublicKeyInfo key() {
    return key;
  }

  StatedExtensions extensions() {
    return extensions;
  }

  boolean hasSubject() {
    return subject.size() > 0;
  }

  boolean isSelfIssued() {
    return hasSubject() && subject.equals(issuer);
  }

  /// Whether the bytes are ASN.1 DER, of which there is one form only (X.690 §10).
  boolean isDistinguished() {
    return Arrays.equals(encoded, bytes(parsed));
  }

  byte[] toBeSigned() {
    return bytes(content);
  }

  byte[] keyEncoded() {
    return bytes(key);
  }

  private static byte[] bytes(ASN1Encodable structure) {
    try {
      return structure.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
