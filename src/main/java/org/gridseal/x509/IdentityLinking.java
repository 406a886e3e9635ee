package org.gridseal.x509;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// What a request says that it was signed for one TLS connection and no other: base64 of a channel
/// binding, in the EST identity linking attribute (RFC 7894 §3.3) or, as older clients do it, in
/// the challenge password (RFC 7030 §3.5).
final class IdentityLinking {
  private static final ASN1ObjectIdentifier EST_IDENTITY_LINKING =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.56");

  /// Characters of either attribute (RFC 2985 §5.4.1, RFC 7894 §3.3).
  private static final int MAXIMUM = 255;

  /// Octets of a Finished message (RFC 5246 §7.4.9), and of an exporter's binding (RFC 9266 §2).
  private static final int TLS_UNIQUE = 12;

  private static final int TLS_EXPORTER = 32;

  private IdentityLinking() {}

  /// @throws MalformedException if the attribute is there and cannot be read
  static Optional<String> in(@Nullable ASN1Set attributes) {
    if (attributes == null) {
      return Optional.empty();
    }
    return Stream.concat(
            values(attributes, EST_IDENTITY_LINKING),
            values(attributes, PKCSObjectIdentifiers.pkcs_9_at_challengePassword)
                .filter(IdentityLinking::isBinding))
        .findFirst();
  }

  /// Many requests carry a challenge password that a person once typed, or an empty one; that says
  /// nothing about a connection.
  private static boolean isBinding(String password) {
    try {
      int octets = Base64.getDecoder().decode(password).length;
      return octets == TLS_UNIQUE || octets == TLS_EXPORTER;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Stream<String> values(ASN1Set attributes, ASN1ObjectIdentifier type) {
    return Arrays.stream(attributes.toArray())
        .map(Attribute::getInstance)
        .filter(attribute -> type.equals(attribute.getAttrType()))
        .map(IdentityLinking::text);
  }

  private static String text(Attribute attribute) {
    if (attribute.getAttrValues().size() != 1
        || !(attribute.getAttributeValues()[0] instanceof ASN1String value)
        || value.getString().length() > MAXIMUM) {
      throw new MalformedException("the challenge password is no text of up to 255 characters");
    }
    return value.getString();
  }
}
