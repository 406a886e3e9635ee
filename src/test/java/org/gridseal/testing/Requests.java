package org.gridseal.testing;

import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.gridseal.x509.HardwareModuleName;

/// Writes PKCS #10 requests (RFC 2986) of every kind that a client may send, honest or not. Each
/// part is written as it is told, whether or not that makes sense.
public final class Requests {
  private final KeyPair keys;
  private final List<ASN1Encodable> attributes = new ArrayList<>();
  private ASN1Encodable subject = new X500Name(new RDN[0]);
  private ASN1Encodable publicKey;
  private String signature = "SHA256withECDSA";
  private int version;
  private boolean broken;

  private Requests(KeyPair keys) {
    this.keys = keys;
    this.publicKey = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  /// An honest request with an empty subject.
  public static Requests of(KeyPair keys) {
    return new Requests(keys);
  }

  /// An honest request for a new P-256 key.
  public static Requests fresh() {
    return new Requests(Keys.p256());
  }

  public Requests subject(ASN1Encodable name) {
    subject = name;
    return this;
  }

  /// @param name such as `CN=inverter`
  public Requests subject(String name) {
    return subject(new X500Name(name));
  }

  /// Claims another key than the one that signs.
  public Requests publicKey(ASN1Encodable claimed) {
    publicKey = claimed;
    return this;
  }

  /// @param algorithm a Java name, such as `SHA256withECDSA`
  public Requests signedWith(String algorithm) {
    signature = algorithm;
    return this;
  }

  public Requests version(int number) {
    version = number;
    return this;
  }

  /// Adds an attribute; they stay in this order, sorted or not.
  public Requests attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    attributes.add(new Attribute(type, new DERSet(value)));
    return this;
  }

  /// As many clients send it, empty or not, whether or not the server asked (RFC 2985 §5.4.1).
  public Requests challengePassword(String password) {
    return attribute(
        PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERUTF8String(password));
  }

  /// Adds one request for extensions (RFC 2985 §5.4.2).
  public Requests asking(Extension... extensions) {
    return attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(extensions));
  }

  public Requests asking(HardwareModuleName name) {
    return asking(alternativeName(GeneralName.getInstance(name.encoded())));
  }

  /// Changes the last octet of the signature.
  public Requests brokenSignature() {
    broken = true;
    return this;
  }

  public static Extension alternativeName(GeneralName... names) {
    return extension(Extension.subjectAlternativeName, true, new GeneralNames(names));
  }

  public static Extension extension(
      ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      return new Extension(type, critical, value.toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// The request's encoding, not base64.
  public byte[] encoded() {
    ASN1Encodable content =
        sequence(
            new ASN1Integer(version),
            subject,
            publicKey,
            new DLTaggedObject(false, 0, new DLSet(attributes.toArray(ASN1Encodable[]::new))));
    byte[] signed = Keys.sign(signature, keys.getPrivate(), bytes(content));
    if (broken) {
      signed[signed.length - 1] ^= 1;
    }
    AlgorithmIdentifier algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(signature);
    return bytes(sequence(content, algorithm, new DERBitString(signed)));
  }

  private static ASN1Encodable sequence(ASN1Encodable... parts) {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    vector.addAll(parts);
    return new DLSequence(vector);
  }

  private static byte[] bytes(ASN1Encodable structure) {
    try {
      return structure.toASN1Primitive().getEncoded(ASN1Encoding.DL);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// A name of one attribute in each part.
  public static ASN1Encodable name(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    for (ASN1Encodable value : values) {
      parts.add(new DERSet(new DERSequence(new ASN1Encodable[] {type, value})));
    }
    return new DERSequence(parts);
  }
}
