package org.gridseal.x509;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// To which key a private key that is made here must be encrypted, if the request says (RFC 7030
/// §4.4.1).
final class RequestedEncryption {
  private RequestedEncryption() {}

  /// The identifier of the device's own key, as its certificate has it (RFC 7030 §4.4.1.2).
  ///
  /// @throws MalformedException if a shared key is named, of which there is none here (§4.4.1.1),
  ///   or the attribute cannot be read
  static Optional<byte[]> keyIdentifier(@Nullable ASN1Set attributes) {
    if (attributes == null) {
      return Optional.empty();
    }
    var all = Arrays.stream(attributes.toArray()).map(Attribute::getInstance).toList();
    if (all.stream()
        .anyMatch(it -> PKCSObjectIdentifiers.id_aa_decryptKeyID.equals(it.getAttrType()))) {
      throw new MalformedException("keys are encrypted to a certificate, not with a shared key");
    }
    return all.stream()
        .filter(it -> PKCSObjectIdentifiers.id_aa_asymmDecryptKeyID.equals(it.getAttrType()))
        .findFirst()
        .map(RequestedEncryption::octets);
  }

  private static byte[] octets(Attribute attribute) {
    if (attribute.getAttrValues().size() != 1
        || !(attribute.getAttributeValues()[0] instanceof ASN1OctetString value)) {
      throw new MalformedException("the decryption key identifier is no octet string");
    }
    return value.getOctets();
  }
}
