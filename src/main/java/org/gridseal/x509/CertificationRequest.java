package org.gridseal.x509;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// A PKCS #10 request (RFC 2986) whose sender has proved possession of the private key.
///
/// There is no other way to make one than [#parse], so whoever holds one need not check it again.
/// The subject is dropped: names in our certificates come from the register. Of the requested
/// extensions only the hardware module name is kept, so that it can be compared with the register.
public final class CertificationRequest {
  private final SubjectKey key;
  private final Optional<HardwareModuleName> requestedName;
  private final Optional<String> linking;

  private CertificationRequest(
      SubjectKey key, Optional<HardwareModuleName> requestedName, Optional<String> linking) {
    this.key = key;
    this.requestedName = requestedName;
    this.linking = linking;
  }

  /// Reads a request and verifies its signature with the key inside it (RFC 2986 §4.2).
  ///
  /// @param encoded ASN.1 bytes, not base64; the caller has capped their number
  /// @throws MalformedException if the bytes are no request, ask for what no device may have, or
  ///   the signature does not verify
  public static CertificationRequest parse(byte[] encoded) {
    try {
      return read(encoded);
    } catch (MalformedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions, some of them only
      // when a part is looked at.
      throw new MalformedException("the body is no PKCS #10 request", e);
    }
  }

  private static CertificationRequest read(byte[] encoded) throws IOException {
    ASN1Sequence structure = structureOf(encoded);
    var request = org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(structure);
    CertificationRequestInfo info = request.getCertificationRequestInfo();
    if (!info.getVersion().hasValue(0)) {
      throw new MalformedException("the request's version is not v1");
    }
    SubjectKey key = SubjectKey.of(info.getSubjectPublicKeyInfo());
    SubjectName.check(info.getSubject());
    RequestedExtensions extensions = RequestedExtensions.in(info.getAttributes());
    verifyPossession(request, signedPart(structure), key);
    return new CertificationRequest(
        key, extensions.hardwareModuleName(), IdentityLinking.in(info.getAttributes()));
  }

  private static ASN1Sequence structureOf(byte[] encoded) throws IOException {
    try (var input = new ASN1InputStream(encoded)) {
      ASN1Primitive object = input.readObject();
      if (object == null) {
        throw new MalformedException("there is no request");
      }
      if (input.read() >= 0) {
        throw new MalformedException("there is something after the request");
      }
      return ASN1Sequence.getInstance(object);
    }
  }

  /// The bytes under the signature, in the sender's order: strongSwan leaves the set of attributes
  /// unsorted, and sorting it as ASN.1 DER asks would break the signature.
  private static byte[] signedPart(ASN1Sequence structure) throws IOException {
    return structure.getObjectAt(0).toASN1Primitive().getEncoded(ASN1Encoding.DL);
  }

  private static void verifyPossession(
      org.bouncycastle.asn1.pkcs.CertificationRequest request, byte[] signed, SubjectKey key) {
    String algorithm = signatureName(request.getSignatureAlgorithm());
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(key.key());
      signature.update(signed);
      if (signature.verify(request.getSignature().getOctets())) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new MalformedException("the request's signature cannot be read", e);
    }
    throw new MalformedException("the request's signature does not verify with the key inside it");
  }

  private static String signatureName(AlgorithmIdentifier algorithm) {
    if (X9ObjectIdentifiers.ecdsa_with_SHA256.equals(algorithm.getAlgorithm())) {
      return "SHA256withECDSA";
    }
    if (X9ObjectIdentifiers.ecdsa_with_SHA384.equals(algorithm.getAlgorithm())) {
      return "SHA384withECDSA";
    }
    throw new MalformedException("the request is signed with neither ECDSA-SHA256 nor -SHA384");
  }

  /// The key, proved to be in the sender's hands.
  public SubjectKey key() {
    return key;
  }

  /// The hardware module name the request asks for, if it asks for one.
  public Optional<HardwareModuleName> requestedName() {
    return requestedName;
  }

  /// The channel binding that it was signed over, base64, if it was over one (RFC 7030 §3.5). Its
  /// truth is for whoever knows the channel.
  public Optional<String> linking() {
    return linking;
  }

  /// Writes a request with an empty subject, signed with ECDSA-SHA256: what our own clients send.
  public static byte[] write(KeyPair keys) {
    try {
      var info =
          new CertificationRequestInfo(
              new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
              SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
              new DERSet());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(info.getEncoded(ASN1Encoding.DER));
      return new org.bouncycastle.asn1.pkcs.CertificationRequest(
              info,
              new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
              new DERBitString(signature.sign()))
          .getEncoded(ASN1Encoding.DER);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the key pair cannot sign", e);
    }
  }
}
