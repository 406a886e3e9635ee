package org.gridseal.x509;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/// What a request asks for in its extensionRequest attribute (RFC 2985 §5.4.2).
///
/// Nothing of it decides what is issued. It is read for two reasons: to compare the hardware module
/// name with the register, and to say no, rather than to issue something else in silence, to a
/// request for what an end entity may not have.
///
/// @param hardwareModuleName the name asked for
record RequestedExtensions(Optional<HardwareModuleName> hardwareModuleName) {
  private static final int MAXIMUM_ATTRIBUTES = 16;

  /// Critical extensions whose meaning we know; any other critical one cannot be honoured, so the
  /// request is refused (RFC 5280 §4.2: critical means "reject when unknown").
  private static final Set<String> KNOWN =
      Set.of(
          Extension.basicConstraints.getId(),
          Extension.keyUsage.getId(),
          Extension.extendedKeyUsage.getId(),
          Extension.subjectAlternativeName.getId(),
          Extension.certificatePolicies.getId(),
          Extension.subjectKeyIdentifier.getId());

  private static final RequestedExtensions NONE = new RequestedExtensions(Optional.empty());

  /// @throws MalformedException if something is asked for that no device may have
  static RequestedExtensions in(@Nullable ASN1Set attributes) {
    if (attributes == null) {
      return NONE;
    }
    if (attributes.size() > MAXIMUM_ATTRIBUTES) {
      throw new MalformedException("there are more than " + MAXIMUM_ATTRIBUTES + " attributes");
    }
    try {
      return read(attributes);
    } catch (IllegalArgumentException | ClassCastException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedException("the requested extensions cannot be read", e);
    }
  }

  private static RequestedExtensions read(ASN1Set attributes) {
    List<Attribute> requests =
        Arrays.stream(attributes.toArray())
            .map(Attribute::getInstance)
            .filter(
                attribute ->
                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest.equals(
                        attribute.getAttrType()))
            .toList();
    if (requests.isEmpty()) {
      return NONE;
    }
    if (requests.size() > 1 || requests.getFirst().getAttrValues().size() != 1) {
      throw new MalformedException("there is more than one request for extensions");
    }
    Extensions extensions =
        Extensions.getInstance(requests.getFirst().getAttrValues().getObjectAt(0));
    refuseUnknownCritical(extensions);
    refuseAuthority(extensions);
    return new RequestedExtensions(nameIn(extensions));
  }

  private static void refuseUnknownCritical(Extensions extensions) {
    if (Arrays.stream(extensions.getCriticalExtensionOIDs())
        .anyMatch(oid -> !KNOWN.contains(oid.getId()))) {
      throw new MalformedException("a critical extension is asked for that is not known here");
    }
  }

  private static void refuseAuthority(Extensions extensions) {
    ASN1Encodable constraints = extensions.getExtensionParsedValue(Extension.basicConstraints);
    if (constraints != null && BasicConstraints.getInstance(constraints).isCA()) {
      throw new MalformedException("a device asks to be a certification authority");
    }
    ASN1Encodable bits = extensions.getExtensionParsedValue(Extension.keyUsage);
    if (bits != null
        && (KeyUsage.getInstance(bits).hasUsages(KeyUsage.keyCertSign)
            || KeyUsage.getInstance(bits).hasUsages(KeyUsage.cRLSign))) {
      throw new MalformedException("a device asks to sign certificates or revocation lists");
    }
  }

  private static Optional<HardwareModuleName> nameIn(Extensions extensions) {
    ASN1Encodable value = extensions.getExtensionParsedValue(Extension.subjectAlternativeName);
    if (value == null) {
      return Optional.empty();
    }
    GeneralNames names = GeneralNames.getInstance(value);
    Optional<HardwareModuleName> name = HardwareModuleName.in(names);
    if (names.getNames().length != (name.isPresent() ? 1 : 0)) {
      throw new MalformedException(
          "a name is asked for that no device may have: "
              + "only a hardware module name may stand in the subject alternative name");
    }
    return name;
  }
}
