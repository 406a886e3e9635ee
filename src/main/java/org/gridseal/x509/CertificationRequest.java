package org.gridseal.x509;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// A PKCS #10 request (RFC 2986) whose sender has proved possession of the private key, or whose
/// key was made here.
///
/// There is no other way to make one than [#parse], [#parseOfAuthority] and [#parseFor], so whoever
/// holds one need not check it again. The subject is dropped: names in our certificates come from
/// the register. Of the requested extensions only the hardware module name is kept, so that it can
/// be compared with the register.
public final class CertificationRequest {
  private final SubjectKey key;
  private final Optional<HardwareModuleName> requestedName;
  private final Optional<String> linking;
  private final Optional<byte[]> decryptionKey;

  private CertificationRequest(SubjectKey key, CertificationRequestInfo info) {
    this.key = key;
    this.requestedName = RequestedExtensions.in(info.getAttributes()).hardwareModuleName();
    this.linking = IdentityLinking.in(info.getAttributes());
    this.decryptionKey = RequestedEncryption.keyIdentifier(info.getAttributes());
  }

  /// Reads a request and verifies its signature with the key inside it (RFC 2986 §4.2).
  ///
  /// @param encoded ASN.1 bytes, not base64; the caller has capped their number
  /// @throws MalformedException if the bytes are no request, ask for what no device may have, or
  ///   the signature does not verify
  public static CertificationRequest parse(byte[] encoded) {
    return parse(encoded, SubjectKey::onCurve);
  }

  /// Reads the request of a CA as [#parse] reads that of a device; but its key may be of ML-DSA,
  /// too.
  ///
  /// @throws MalformedException as [#parse] does
  public static CertificationRequest parseOfAuthority(byte[] encoded) {
    return parse(encoded, SubjectKey::of);
  }

  private static CertificationRequest parse(
      byte[] encoded, Function<SubjectPublicKeyInfo, SubjectKey> keys) {
    return reading(
        () -> {
          ASN1Sequence structure = structureOf(encoded);
          var request = org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(structure);
          CertificationRequestInfo info = checked(request.getCertificationRequestInfo());
          SubjectKey key = keys.apply(info.getSubjectPublicKeyInfo());
          var read = new CertificationRequest(key, info);
          verifyPossession(request, signedPart(structure), key);
          return read;
        });
  }

  /// Reads a request for a key that was made here. Its own key and signature say nothing and are
  /// passed over (RFC 7030 §4.4.1).
  ///
  /// @param made the key
  /// @throws MalformedException as [#parse] does, but for the signature
  public static CertificationRequest parseFor(SubjectKey made, byte[] encoded) {
    return reading(
        () -> {
          var request =
              org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(structureOf(encoded));
          return new CertificationRequest(made, checked(request.getCertificationRequestInfo()));
        });
  }

  /// Reads with Bouncy Castle, which reports broken structure with several unchecked exceptions,
  /// some of them only when a part is looked at.
  private static CertificationRequest reading(Callable<CertificationRequest> reading) {
    try {
      return reading.call();
    } catch (MalformedException e) {
      throw e;
    } catch (Exception e) {
      throw new MalformedException("the body is no PKCS #10 request", e);
    }
  }

  private static CertificationRequestInfo checked(CertificationRequestInfo info) {
    if (!info.getVersion().hasValue(0)) {
      throw new MalformedException("the request's version is not v1");
    }
    SubjectName.check(info.getSubject());
    return info;
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
    String algorithm = signatureName(request.getSignatureAlgorithm(), key.kind());
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

  private static String signatureName(AlgorithmIdentifier algorithm, SubjectKey.Kind kind) {
    if (kind.isLattice()) {
      return latticeName(algorithm, kind);
    }
    if (X9ObjectIdentifiers.ecdsa_with_SHA256.equals(algorithm.getAlgorithm())) {
      return "SHA256withECDSA";
    }
    if (X9ObjectIdentifiers.ecdsa_with_SHA384.equals(algorithm.getAlgorithm())) {
      return "SHA384withECDSA";
    }
    throw new MalformedException("the request is signed with neither ECDSA-SHA256 nor -SHA384");
  }

  /// The identifier of the signature is that of the key, and parameters are absent (RFC 9881 §2).
  private static String latticeName(AlgorithmIdentifier algorithm, SubjectKey.Kind kind) {
    if (!algorithm.getAlgorithm().getId().equals(kind.identifier())
        || algorithm.getParameters() != null) {
      throw new MalformedException("the request is not signed with " + kind);
    }
    return kind.toString();
  }

  private static DERSet attributes(Optional<String> linking) {
    return linking
        .map(
            binding ->
                new DERSet(
                    new Attribute(
                        PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                        new DERSet(new DERUTF8String(binding)))))
        .orElseGet(DERSet::new);
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

  /// The identifier of the key that a private key made here must be encrypted to, if it must be.
  public Optional<byte[]> decryptionKey() {
    return decryptionKey.map(byte[]::clone);
  }

  /// Writes a request with an empty subject, signed with ECDSA-SHA256: what our own clients send.
  public static byte[] write(KeyPair keys) {
    return write(keys, Optional.empty());
  }

  /// Writes such a request for one connection.
  ///
  /// @param linking the connection's binding, base64, for the challenge password
  public static byte[] write(KeyPair keys, Optional<String> linking) {
    try {
      var info =
          new CertificationRequestInfo(
              new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
              SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
              attributes(linking));
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
