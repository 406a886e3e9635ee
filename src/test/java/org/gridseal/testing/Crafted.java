package org.gridseal.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.gridseal.x509.HardwareModuleName;

/// Writes certificates of every kind that people bring, honest or not: each part as it is told,
/// whether or not that makes sense. What nobody changes is as IEEE 2030.5-2018 §6.11 has it.
public final class Crafted {
  private static final String ARC = "1.3.6.1.4.1.40732.";

  private final List<Extension> extensions = new ArrayList<>();
  private final Optional<Crafted> issuer;
  private final KeyPair keys;
  private X500Name subject;
  private Optional<X500Name> statedIssuer = Optional.empty();
  private SubjectPublicKeyInfo key;
  private int version = 3;
  private BigInteger serialNumber = BigInteger.TEN;
  private ASN1Encodable notBefore = new DERUTCTime("200101000000Z");
  private ASN1Encodable notAfter = new DERGeneralizedTime("99991231235959Z");
  private String signature = "SHA256withECDSA";
  private Optional<String> claimedSignature = Optional.empty();
  private Optional<ASN1Encodable> more = Optional.empty();
  private boolean loose;
  private boolean forged;

  private Crafted(KeyPair keys, String subject, Optional<Crafted> issuer) {
    this.keys = keys;
    this.subject = name(subject);
    this.issuer = issuer;
    this.key = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    issuer.ifPresent(
        above ->
            with(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(above.identifier())));
  }

  /// A root.
  public static Crafted serca() {
    return new Crafted(Keys.p256(), "O=Fake,CN=SERCA,SERIALNUMBER=1", Optional.empty())
        .authority(new BasicConstraints(true))
        .policies("2.5.29.32.0");
  }

  /// An authority for authorities.
  public static Crafted mca(Crafted issuer) {
    return new Crafted(Keys.p256(), "O=Fake,CN=MCA,SERIALNUMBER=2", Optional.of(issuer))
        .authority(new BasicConstraints(1))
        .policies(ARC + "1.1", ARC + "1.3");
  }

  /// An authority for devices.
  public static Crafted mica(Crafted issuer) {
    return new Crafted(Keys.p256(), "O=Fake,CN=MICA,SERIALNUMBER=3", Optional.of(issuer))
        .authority(new BasicConstraints(0))
        .policies(ARC + "1.1", ARC + "1.3");
  }

  public static Crafted device(Crafted issuer) {
    return new Crafted(Keys.p256(), "", Optional.of(issuer)).holder();
  }

  /// A device that signs for itself.
  ///
  /// @param keys RSA or elliptic
  public static Crafted selfSigned(KeyPair keys, String subject) {
    return new Crafted(keys, subject, Optional.empty()).holder();
  }

  private Crafted authority(BasicConstraints constraints) {
    return with(Extension.basicConstraints, true, constraints)
        .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
        .with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier()));
  }

  private Crafted holder() {
    return usage(KeyUsage.digitalSignature | KeyUsage.keyAgreement)
        .policies(ARC + "1.1")
        .hardware("1.3.6.1.4.1.37250.13.1");
  }

  /// Not computed from the key: nobody may compute it.
  private byte[] identifier() {
    byte[] octets = key.getPublicKeyData().getOctets();
    return new byte[] {octets[1], octets[2], octets[3], octets[4]};
  }

  /// Who issued it; itself if nobody else did.
  public Crafted above() {
    return issuer.orElse(this);
  }

  public KeyPair keys() {
    return keys;
  }

  public Crafted usage(int bits) {
    return with(Extension.keyUsage, true, new KeyUsage(bits));
  }

  public Crafted policies(String... identifiers) {
    var policies = new ASN1EncodableVector();
    for (String each : identifiers) {
      policies.add(new PolicyInformation(new ASN1ObjectIdentifier(each)));
    }
    return with(Extension.certificatePolicies, true, new DERSequence(policies));
  }

  public Crafted hardware(String type) {
    return names(GeneralName.getInstance(new HardwareModuleName(type, "ff150032").encoded()));
  }

  public Crafted names(GeneralName... names) {
    return with(Requests.alternativeName(names));
  }

  /// Puts an extension in the place of one of its kind.
  public Crafted with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    return with(Requests.extension(type, critical, value));
  }

  public Crafted with(Extension extension) {
    without(extension.getExtnId());
    extensions.add(extension);
    return this;
  }

  /// Adds an extension beside those of its kind.
  public Crafted again(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    extensions.add(Requests.extension(type, critical, value));
    return this;
  }

  public Crafted without(ASN1ObjectIdentifier type) {
    extensions.removeIf(each -> each.getExtnId().equals(type));
    return this;
  }

  /// Makes an extension critical, or not.
  public Crafted critical(ASN1ObjectIdentifier type, boolean critical) {
    extensions.replaceAll(
        each ->
            each.getExtnId().equals(type)
                ? new Extension(type, critical, each.getExtnValue())
                : each);
    return this;
  }

  public Crafted subject(String name) {
    subject = name(name);
    return this;
  }

  /// Names another issuer than the one that signs.
  public Crafted statedIssuer(String name) {
    statedIssuer = Optional.of(name(name));
    return this;
  }

  /// Carries another key than the one it was made with.
  public Crafted key(SubjectPublicKeyInfo other) {
    key = other;
    return this;
  }

  /// Below 3 there are no extensions.
  public Crafted version(int number) {
    version = number;
    return this;
  }

  public Crafted serialNumber(BigInteger number) {
    serialNumber = number;
    return this;
  }

  public Crafted notBefore(ASN1Encodable time) {
    notBefore = time;
    return this;
  }

  public Crafted notAfter(ASN1Encodable time) {
    notAfter = time;
    return this;
  }

  /// @param algorithm a Java name, such as `SHA256withECDSA`
  public Crafted signedWith(String algorithm) {
    signature = algorithm;
    return this;
  }

  /// Claims inside another algorithm than outside.
  public Crafted claiming(String algorithm) {
    claimedSignature = Optional.of(algorithm);
    return this;
  }

  /// Adds something between the key and the extensions.
  public Crafted more(ASN1Encodable part) {
    more = Optional.of(part);
    return this;
  }

  /// Is written as BER that is no DER.
  public Crafted loose() {
    loose = true;
    return this;
  }

  /// Changes the last octet of the signature.
  public Crafted forged() {
    forged = true;
    return this;
  }

  /// The certificate's encoding.
  public byte[] encoded() {
    ASN1Primitive content = content();
    byte[] signed = Keys.sign(signature, above().keys.getPrivate(), bytes(content));
    if (forged) {
      signed[signed.length - 1] ^= 1;
    }
    ASN1Encodable[] parts = {content, algorithm(signature), new DERBitString(signed)};
    try {
      return loose
          ? new BERSequence(parts).getEncoded(ASN1Encoding.BER)
          : new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private ASN1Primitive content() {
    var parts = new ASN1EncodableVector();
    if (version > 1) {
      parts.add(new DERTaggedObject(true, 0, new ASN1Integer(version - 1L)));
    }
    parts.add(new ASN1Integer(serialNumber));
    parts.add(algorithm(claimedSignature.orElse(signature)));
    parts.add(statedIssuer.orElseGet(() -> above().subject));
    parts.add(new DERSequence(new ASN1Encodable[] {notBefore, notAfter}));
    parts.add(subject);
    parts.add(key);
    more.ifPresent(parts::add);
    if (version > 2) {
      parts.add(
          new DERTaggedObject(true, 3, new DERSequence(extensions.toArray(ASN1Encodable[]::new))));
    }
    return new DERSequence(parts);
  }

  private static X500Name name(String text) {
    return text.isEmpty() ? new X500Name(new RDN[0]) : new X500Name(text);
  }

  private static AlgorithmIdentifier algorithm(String name) {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
  }

  private static byte[] bytes(ASN1Primitive structure) {
    try {
      return structure.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
