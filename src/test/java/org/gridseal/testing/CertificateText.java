package org.gridseal.testing;

import static java.util.Map.entry;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.gridseal.x509.HardwareModuleName;

/// Says what stands in a certificate, one sorted line an extension, for comparison with what a
/// person wrote down. Knows nothing of profiles; an extension it cannot read is shown in octets.
public final class CertificateText {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("2.5.29.14", "subjectKeyIdentifier"),
          entry("2.5.29.15", "keyUsage"),
          entry("2.5.29.17", "subjectAltName"),
          entry("2.5.29.19", "basicConstraints"),
          entry("2.5.29.31", "cRLDistributionPoints"),
          entry("2.5.29.32", "certificatePolicies"),
          entry("2.5.29.35", "authorityKeyIdentifier"),
          entry("2.5.29.37", "extKeyUsage"),
          entry("2.5.29.56", "noRevAvail"),
          entry("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
          entry("1.3.6.1.5.5.7.48.1.5", "ocspNoCheck"));

  /// In the order of their bits (RFC 5280 §4.2.1.3).
  private static final List<String> USAGES =
      List.of(
          "digitalSignature",
          "nonRepudiation",
          "keyEncipherment",
          "dataEncipherment",
          "keyAgreement",
          "keyCertSign",
          "cRLSign",
          "encipherOnly",
          "decipherOnly");

  private final X509Certificate certificate;

  private CertificateText(X509Certificate certificate) {
    this.certificate = certificate;
  }

  /// For example `keyUsage critical: digitalSignature keyAgreement`.
  public static String extensions(X509Certificate certificate) {
    var text = new CertificateText(certificate);
    return Stream.of(
            certificate.getCriticalExtensionOIDs().stream().map(oid -> text.line(oid, " critical")),
            certificate.getNonCriticalExtensionOIDs().stream().map(oid -> text.line(oid, "")))
        .flatMap(lines -> lines)
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String line(String oid, String criticality) {
    return NAMES.getOrDefault(oid, oid) + criticality + ": " + value(oid);
  }

  private String value(String oid) {
    byte[] octets = octets(oid);
    return switch (NAMES.getOrDefault(oid, oid)) {
      case "subjectKeyIdentifier", "authorityKeyIdentifier" -> "of %d octets".formatted(size(oid));
      case "keyUsage" -> usages();
      case "subjectAltName" -> words(GeneralNames.getInstance(octets).getNames());
      case "basicConstraints" -> constraints(BasicConstraints.getInstance(octets));
      case "cRLDistributionPoints" -> points(CRLDistPoint.getInstance(octets));
      case "certificatePolicies" -> policies(CertificatePolicies.getInstance(octets));
      case "extKeyUsage" -> String.join(" ", purposes());
      case "authorityInfoAccess" -> access(AuthorityInformationAccess.getInstance(octets));
      default -> HexFormat.of().formatHex(octets);
    };
  }

  /// From the encoding: the platform tells an empty value of what it understands by itself.
  private byte[] octets(String oid) {
    try {
      return Certificate.getInstance(certificate.getEncoded())
          .getTBSCertificate()
          .getExtensions()
          .getExtension(new ASN1ObjectIdentifier(oid))
          .getExtnValue()
          .getOctets();
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a parsed certificate has an encoding", e);
    }
  }

  /// The identifier is the last thing in both extensions.
  private int size(String oid) {
    byte[] octets = octets(oid);
    return oid.equals(Extension.subjectKeyIdentifier.getId())
        ? octets.length - 2
        : octets.length - 4;
  }

  private String usages() {
    boolean[] bits = certificate.getKeyUsage();
    return IntStream.range(0, bits.length)
        .filter(bit -> bits[bit])
        .mapToObj(USAGES::get)
        .collect(Collectors.joining(" "));
  }

  private List<String> purposes() {
    try {
      return certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw new AssertionError("the key purposes cannot be read", e);
    }
  }

  private static String constraints(BasicConstraints constraints) {
    String length =
        constraints.getPathLenConstraint() == null
            ? "no limit"
            : "" + constraints.getPathLenConstraint();
    return "CA %s, path length %s".formatted(constraints.isCA(), length);
  }

  private String points(CRLDistPoint points) {
    return Arrays.stream(points.getDistributionPoints())
        .map(
            point ->
                words(GeneralNames.getInstance(point.getDistributionPoint().getName()).getNames()))
        .collect(Collectors.joining(" "));
  }

  private static String policies(CertificatePolicies policies) {
    return Arrays.stream(policies.getPolicyInformation())
        .map(PolicyInformation::getPolicyIdentifier)
        .map(ASN1ObjectIdentifier::getId)
        .collect(Collectors.joining(" "));
  }

  private String access(AuthorityInformationAccess access) {
    return Arrays.stream(access.getAccessDescriptions())
        .map(each -> method(each) + " " + words(each.getAccessLocation()))
        .collect(Collectors.joining(" "));
  }

  private static String method(AccessDescription description) {
    return description.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
        ? "ocsp"
        : "caIssuers";
  }

  private String words(GeneralName... names) {
    return Arrays.stream(names).map(this::word).collect(Collectors.joining(" "));
  }

  private String other(OtherName name) {
    return name.getTypeID().getId().equals("1.3.6.1.5.5.7.8.5")
        ? "xmpp:" + name.getValue()
        : HardwareModuleName.of(certificate).orElseThrow().toString();
  }

  private String word(GeneralName name) {
    ASN1Encodable value = name.getName();
    return switch (name.getTagNo()) {
      case GeneralName.otherName -> other(OtherName.getInstance(value));
      case GeneralName.iPAddress ->
          HexFormat.of().formatHex(ASN1OctetString.getInstance(value).getOctets());
      default -> value.toString();
    };
  }
}
