package org.gridseal.authority;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.SubjectKey;

/// A PKCS #10 request (RFC 2986) by which one of our CAs asks another to certify it: carried by
/// hand from the machine that has the one key to the machine that has the other.
///
/// Unlike a device's, its name counts: who signs it looks at it first.
public final class AuthorityRequest {
  private final Subject subject;
  private final SubjectKey key;
  private final byte[] name;

  private AuthorityRequest(Subject subject, SubjectKey key, byte[] name) {
    this.subject = subject;
    this.key = key;
    this.name = name;
  }

  /// Writes a request.
  ///
  /// @param profile says what stands in the name
  /// @throws SigningException if the key gives no signature
  public static byte[] write(CertificateProfile profile, Subject subject, SigningKey key) {
    try {
      var info =
          new CertificationRequestInfo(
              CertificateContent.name(profile, subject),
              SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
              new DERSet());
      return new CertificationRequest(
              info,
              SignatureAlgorithm.of(key.publicKey()).algorithmIdentifier(),
              new DERBitString(new VerifiedKey(key).sign(info.getEncoded(ASN1Encoding.DER))))
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// Reads a request and verifies its signature with the key inside it.
  ///
  /// @throws MalformedException if it is none, does not verify, or names more than a CA has
  public static AuthorityRequest parse(byte[] encoded) {
    SubjectKey key = org.gridseal.x509.CertificationRequest.parseOfAuthority(encoded).key();
    X500Name name =
        CertificationRequest.getInstance(encoded).getCertificationRequestInfo().getSubject();
    return new AuthorityRequest(subjectOf(name), key, encodingOf(name));
  }

  /// Whom a certificate of a CA names.
  ///
  /// @throws MalformedException if its name has more than a CA's name has
  public static Subject subjectOf(X509Certificate authority) {
    return subjectOf(X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()));
  }

  private static Subject subjectOf(X500Name name) {
    return new Subject(attributes(name), List.of(), List.of());
  }

  private static Map<Attribute, String> attributes(X500Name name) {
    Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    Arrays.stream(name.getRDNs())
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
        .forEach(part -> attributes.put(attribute(part.getType()), textOf(part)));
    return attributes;
  }

  private static Attribute attribute(ASN1ObjectIdentifier type) {
    return Arrays.stream(Attribute.values())
        .filter(each -> CertificateContent.identifier(each).equals(type))
        .findFirst()
        .orElseThrow(() -> new MalformedException("the name has more than a CA's name has"));
  }

  private static String textOf(AttributeTypeAndValue part) {
    return IETFUtils.valueToString(part.getValue());
  }

  private static byte[] encodingOf(X500Name name) {
    try {
      return name.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  public Subject subject() {
    return subject;
  }

  /// The key, proved to be in the sender's hands.
  public SubjectKey key() {
    return key;
  }

  /// Whether its name is, octet by octet, what a profile would make of it.
  public boolean isNamedAs(CertificateProfile profile) {
    return subject.lacks(profile).isEmpty()
        && Arrays.equals(name, encodingOf(CertificateContent.name(profile, subject)));
  }

  /// Whether a certificate is the answer to it: has this key, and this name octet by octet.
  public boolean isAnsweredBy(X509Certificate certificate) {
    return Arrays.equals(key.encoded(), certificate.getPublicKey().getEncoded())
        && Arrays.equals(name, certificate.getSubjectX500Principal().getEncoded());
  }
}
