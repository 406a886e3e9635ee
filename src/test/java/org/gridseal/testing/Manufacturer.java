package org.gridseal.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.gridseal.x509.HardwareModuleName;

/// A fake manufacturer: an authority of a manufacturing PKI as IEEE 2030.5-2018 §6.11 shapes it,
/// with the authorities above it. Its certificates never expire, unless told to.
public final class Manufacturer {
  private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

  /// What stands for "never" (RFC 5280 §4.1.2.5).
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private static final String ANY_POLICY = "2.5.29.32.0";
  private static final String GENERIC_DEVICE = "1.3.6.1.4.1.40732.1.1";

  private static final AtomicLong SERIALS = new AtomicLong(1);

  private final KeyPair keys;
  private final X500Name name;
  private final List<X509Certificate> path;

  private Manufacturer(KeyPair keys, X500Name name, List<X509Certificate> path) {
    this.keys = keys;
    this.name = name;
    this.path = path;
  }

  /// A root of a manufacturing PKI.
  public static Manufacturer serca(String commonName) {
    KeyPair keys = Keys.p256();
    X500Name name = new X500Name("O=Fake Manufacturer,CN=" + commonName + ",SERIALNUMBER=1");
    X509v3CertificateBuilder content = content(name, name, keys, NEVER);
    addAuthority(content, keys, new BasicConstraints(true), ANY_POLICY);
    return new Manufacturer(keys, name, List.of(sign(content, keys)));
  }

  /// A root, and an authority for devices directly below it.
  public static Manufacturer mica() {
    return serca("Fake SERCA").mica("Fake MICA");
  }

  /// An authority that certifies authorities.
  public Manufacturer mca(String commonName) {
    return below(commonName, new BasicConstraints(1), new Extension[0]);
  }

  /// An authority that certifies devices.
  ///
  /// @param more extensions that do not belong there
  public Manufacturer mica(String commonName, Extension... more) {
    return below(commonName, new BasicConstraints(0), more);
  }

  private Manufacturer below(String commonName, BasicConstraints constraints, Extension[] more) {
    KeyPair own = Keys.p256();
    X500Name ownName = new X500Name("O=Fake Manufacturer,CN=" + commonName + ",SERIALNUMBER=2");
    X509v3CertificateBuilder content = content(name, ownName, own, NEVER);
    addAuthority(content, own, constraints, GENERIC_DEVICE);
    add(content, Extension.authorityKeyIdentifier, false, authorityKey());
    Arrays.stream(more).forEach(each -> add(content, each));
    X509Certificate certificate = sign(content, keys);
    return new Manufacturer(
        own, ownName, Stream.concat(Stream.of(certificate), path.stream()).toList());
  }

  /// The authority's own key, which a real one would not show.
  public KeyPair keys() {
    return keys;
  }

  /// The authority's own certificate; the root's if it is one.
  public X509Certificate certificate() {
    return path.getFirst();
  }

  /// The root's certificate.
  public X509Certificate root() {
    return path.getLast();
  }

  /// A device with a certificate for ever.
  public Device device(HardwareModuleName hardware) {
    return device(hardware, NEVER);
  }

  public Device device(HardwareModuleName hardware, Instant notAfter) {
    KeyPair own = Keys.p256();
    X509v3CertificateBuilder content = content(name, new X500Name(new RDN[0]), own, notAfter);
    add(content, Extension.authorityKeyIdentifier, false, authorityKey());
    add(
        content,
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
    add(content, Extension.certificatePolicies, true, policy(GENERIC_DEVICE));
    GeneralName alternative = GeneralName.getInstance(hardware.encoded());
    add(content, Extension.subjectAlternativeName, true, new GeneralNames(alternative));
    X509Certificate certificate = sign(content, keys);
    return new Device(own, Stream.concat(Stream.of(certificate), path.stream()).toList());
  }

  /// @param chain its own certificate first, the root last
  public record Device(KeyPair keys, List<X509Certificate> chain) {
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /// The chain as devices send it, without its root.
    public List<X509Certificate> sent() {
      return chain.subList(0, chain.size() - 1);
    }
  }

  private static X509v3CertificateBuilder content(
      X500Name issuer, X500Name subject, KeyPair keys, Instant notAfter) {
    return new X509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(SERIALS.getAndIncrement()),
        Date.from(BEGINNING),
        Date.from(notAfter),
        subject,
        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
  }

  private static void addAuthority(
      X509v3CertificateBuilder content, KeyPair own, BasicConstraints constraints, String policy) {
    add(
        content,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(identifierOf(own)));
    add(content, Extension.basicConstraints, true, constraints);
    add(content, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    add(content, Extension.certificatePolicies, true, policy(policy));
  }

  private static CertificatePolicies policy(String identifier) {
    return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(identifier)));
  }

  private AuthorityKeyIdentifier authorityKey() {
    return new AuthorityKeyIdentifier(identifierOf(keys));
  }

  /// Method 1 of RFC 5280 §4.2.1.2, 20 octets, so that nobody computes a stranger's identifier.
  private static byte[] identifierOf(KeyPair keys) {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
      return MessageDigest.getInstance("SHA-1").digest(info.getPublicKeyData().getOctets());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static void add(
      X509v3CertificateBuilder content,
      ASN1ObjectIdentifier type,
      boolean critical,
      ASN1Encodable value) {
    add(content, Requests.extension(type, critical, value));
  }

  private static void add(X509v3CertificateBuilder content, Extension extension) {
    try {
      content.addExtension(extension);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder content, KeyPair keys) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(content.build(signer));
    } catch (OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("a fresh key signs", e);
    }
  }
}
