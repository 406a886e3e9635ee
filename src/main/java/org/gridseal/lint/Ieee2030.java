package org.gridseal.lint;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/// Object identifiers of IEEE 2030.5-2018 §6.11.7 and §6.11.8, and how to find them.
final class Ieee2030 {
  static final String ARC = "1.3.6.1.4.1.40732";
  static final String DEVICE = ARC + ".1.1";
  static final String MOBILE = ARC + ".1.2";
  static final String POST_MANUFACTURE = ARC + ".1.3";
  static final String TEST = ARC + ".2.1";
  static final String SELF_SIGNED = ARC + ".2.2";
  static final String SERVICE = ARC + ".2.3";
  static final String BULK = ARC + ".2.4";
  static final String ANY_POLICY = "2.5.29.32.0";

  /// Policies in words.
  static final Map<String, String> WORDS =
      Map.of(
          DEVICE, "device",
          MOBILE, "mobile device",
          POST_MANUFACTURE, "issued after manufacture",
          TEST, "test certificate",
          SELF_SIGNED, "self-signed",
          SERVICE, "service provider",
          BULK, "bulk-issued, its key made by the authority",
          ANY_POLICY, "any policy");

  /// The arc with one number wrong before the enterprise numbers, as authorities have really
  /// written it.
  private static final Pattern MISSPELLED =
      Pattern.compile("1\\.3\\.[0-57-9]\\.1\\.4\\.1\\.40732\\..*");

  /// id-on-hardwareModuleName (RFC 4108 §5).
  private static final String ON_HARDWARE_MODULE_NAME = "1.3.6.1.5.5.7.8.4";

  private static final Pattern HARDWARE_ADDRESS =
      Pattern.compile("([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}");

  private Ieee2030() {}

  static boolean isMisspelled(String policy) {
    return MISSPELLED.matcher(policy).matches();
  }

  static boolean isHardwareName(GeneralName name) {
    return name.getTagNo() == GeneralName.otherName
        && ON_HARDWARE_MODULE_NAME.equals(
            OtherName.getInstance(name.getName()).getTypeID().getId());
  }

  /// The first hardware module name, whatever is wrong with the certificate around it.
  private static Optional<ASN1Sequence> hardwareName(Specimen certificate) {
    return certificate.extensions().alternativeNames().stream()
        .filter(Ieee2030::isHardwareName)
        .findFirst()
        .map(name -> OtherName.getInstance(name.getName()).getValue())
        .filter(value -> value instanceof ASN1Sequence parts && parts.size() == 2)
        .map(ASN1Sequence.class::cast);
  }

  static Optional<String> hardwareType(Specimen certificate) {
    return hardwareName(certificate)
        .map(parts -> parts.getObjectAt(0))
        .filter(ASN1ObjectIdentifier.class::isInstance)
        .map(type -> ((ASN1ObjectIdentifier) type).getId());
  }

  static Optional<byte[]> hardwareSerial(Specimen certificate) {
    return hardwareName(certificate)
        .map(parts -> parts.getObjectAt(1))
        .filter(ASN1OctetString.class::isInstance)
        .map(serial -> ((ASN1OctetString) serial).getOctets());
  }

  /// Whether its common name is a MAC address, as gateways write that sign for themselves.
  static boolean isNamedAfterHardware(Specimen certificate) {
    RDN[] names = certificate.subject().getRDNs(BCStyle.CN);
    return names.length > 0
        && HARDWARE_ADDRESS.matcher(names[0].getFirst().getValue().toString()).matches();
  }
}
