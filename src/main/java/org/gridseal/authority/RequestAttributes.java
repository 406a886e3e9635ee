package org.gridseal.authority;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;

/// What a device is told to put into its request (`CsrAttrs`, RFC 8951 §3.5): a template for those
/// that know RFC 9908, and beside it what older ones understand.
public final class RequestAttributes {
  /// id-aa-certificationRequestInfoTemplate and id-aa-extensionReqTemplate (RFC 9908 §3.4).
  private static final ASN1ObjectIdentifier TEMPLATE =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.61");

  private static final ASN1ObjectIdentifier EXTENSION_TEMPLATE =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.62");

  private RequestAttributes() {}

  /// Encodes what a profile wants.
  ///
  /// @param linked whether the request must be tied to its connection, by a challenge password
  /// @return a CsrAttrs, ASN.1
  public static byte[] of(CertificateProfile profile, boolean linked) {
    var all = new ASN1EncodableVector();
    all.add(attribute(TEMPLATE, template(profile)));
    all.add(attribute(X9ObjectIdentifiers.id_ecPublicKey, curve(profile)));
    all.add(X9ObjectIdentifiers.ecdsa_with_SHA256);
    if (linked) {
      all.add(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    }
    try {
      return new DERSequence(all).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// CertificationRequestInfoTemplate (RFC 9908 §3.4): the subject is left to the device, since
  /// nothing is taken from it; the key's kind is given, its value is the device's.
  private static ASN1Encodable template(CertificateProfile profile) {
    var parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(0));
    var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve(profile));
    parts.add(new DERTaggedObject(false, 0, new DERSequence(algorithm)));
    var extensions = new ASN1EncodableVector();
    if (namesHardware(profile)) {
      extensions.add(attribute(EXTENSION_TEMPLATE, new DERSequence(hardwareName(profile))));
    }
    parts.add(new DERTaggedObject(false, 1, new DERSet(extensions)));
    return new DERSequence(parts);
  }

  private static boolean namesHardware(CertificateProfile profile) {
    return profile.presence(Form.hardwareModuleName) != Presence.none;
  }

  /// An extension without a value, for the device to fill in its hardware module name.
  private static ASN1Encodable hardwareName(CertificateProfile profile) {
    var extension = new ASN1EncodableVector();
    extension.add(Extension.subjectAlternativeName);
    if (profile.subjectAltName().orElseThrow().critical()) {
      extension.add(ASN1Boolean.TRUE);
    }
    return new DERSequence(extension);
  }

  /// P-256 wherever it is taken, for every device can have it.
  private static ASN1ObjectIdentifier curve(CertificateProfile profile) {
    return profile.keys().contains("P-256")
        ? SECObjectIdentifiers.secp256r1
        : SECObjectIdentifiers.secp384r1;
  }

  private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
  }
}
