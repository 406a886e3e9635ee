package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.Authorities.profile;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.CertificateText;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Subjects;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each shipped profile puts into a certificate, written down once more by hand. A change of a
/// profile must be made twice, and that is the point.
class ProfileGoldenTest {
  private final Authorities authorities = Authorities.established();

  @Test
  void holdsForADevice() {
    assertThat(extensions("ieee2030.5-device"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.3
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName critical: 1.3.6.1.4.1.37250.13.1/ff150032
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAnAggregator() {
    assertThat(extensions("csip-aggregator"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-aggregator.crl
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.2.3
            extKeyUsage: 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForTheUtilitysServer() {
    assertThat(extensions("ieee2030.5-server"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-service.crl
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.2.3
            extKeyUsage: 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForOurOwnListeners() {
    assertThat(extensions("tls-server"))
        .isEqualTo(
            """
            authorityInfoAccess: caIssuers http://status.example/ca/issuing-service.cer
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-service.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.1
            keyUsage critical: digitalSignature
            subjectAltName: gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAGateway() {
    assertThat(extensions("vpn-gateway"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.17
            keyUsage critical: digitalSignature
            subjectAltName: gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForADeviceAtManufacture() {
    assertThat(extensions("ieee2030.5-device-factory"))
        .isEqualTo(
            """
            authorityKeyIdentifier: of 8 octets
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1
            keyUsage critical: digitalSignature keyAgreement
            noRevAvail: 0500
            subjectAltName critical: 1.3.6.1.4.1.37250.13.1/ff150032
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForADeviceOnATestBench() {
    assertThat(extensions("ieee2030.5-test-device"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-test.crl
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.3 1.3.6.1.4.1.40732.2.1
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName critical: 1.3.6.1.4.1.37250.13.1/ff150032
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAnAggregatorInAustralia() {
    assertThat(extensions("csip-aggregator-au"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.2.3
            extKeyUsage: 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForTheUtilitysServerInAustralia() {
    assertThat(extensions("ieee2030.5-server-au"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.2.3
            extKeyUsage: 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAVirtualEndNode() {
    assertThat(extensions("openadr-ven"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAVirtualTopNode() {
    assertThat(extensions("openadr-vtn"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-service.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature keyAgreement
            subjectAltName: gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAnXmppClient() {
    assertThat(extensions("iec61850-8-2-xmpp"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature
            subjectAltName: xmpp:inverter7@der.example
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAModbusClient() {
    assertThat(extensions("sunspec-modbus-client"))
        .isEqualTo(
            """
            1.3.6.1.4.1.50316.802.1: 0c084f70657261746f72
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature
            subjectAltName: gateway.example
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAModbusServer() {
    assertThat(extensions("sunspec-modbus-server"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.1
            keyUsage critical: digitalSignature
            subjectAltName: 1.3.6.1.4.1.37250.13.1/ff150032 gateway.example c0000201
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAHolderOfRoles() {
    assertThat(extensions("iec62351-8-role"))
        .isEqualTo(
            """
            1.2.840.10070.8.1: 3024302230060201010201020c096665656465722031320201000c0a49454336323335312d38
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
            extKeyUsage: 1.3.6.1.5.5.7.3.2
            keyUsage critical: digitalSignature
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAnOcspResponder() {
    assertThat(extensions("ocsp-responder"))
        .isEqualTo(
            """
            authorityKeyIdentifier: of 8 octets
            extKeyUsage: 1.3.6.1.5.5.7.3.9
            keyUsage critical: digitalSignature
            ocspNoCheck: 0500
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForATimestampingAuthority() {
    assertThat(extensions("tsa"))
        .isEqualTo(
            """
            authorityInfoAccess: ocsp http://status.example/ocsp
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing-service.crl
            extKeyUsage critical: 1.3.6.1.5.5.7.3.8
            keyUsage critical: digitalSignature
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForTheAuthorityOfTestBenches() {
    assertThat(authority("ieee2030.5-test-device"))
        .isEqualTo(
            """
            authorityKeyIdentifier: of 8 octets
            basicConstraints critical: CA true, path length 0
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.3 1.3.6.1.4.1.40732.2.1
            keyUsage critical: digitalSignature keyCertSign cRLSign
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAMakersAuthority() {
    assertThat(authority("ieee2030.5-device-factory"))
        .isEqualTo(
            """
            authorityKeyIdentifier: of 8 octets
            basicConstraints critical: CA true, path length 0
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.2 1.3.6.1.4.1.40732.1.3
            keyUsage critical: keyCertSign cRLSign
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForAMakersRoot() {
    assertThat(authority("ieee2030.5-mica"))
        .isEqualTo(
            """
            basicConstraints critical: CA true, path length no limit
            certificatePolicies critical: 2.5.29.32.0
            keyUsage critical: keyCertSign cRLSign
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForTheIssuingAuthority() {
    assertThat(CertificateText.extensions(authorities.issuing().certificate()))
        .isEqualTo(
            """
            authorityKeyIdentifier: of 8 octets
            basicConstraints critical: CA true, path length 0
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.3
            keyUsage critical: digitalSignature keyCertSign cRLSign
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void holdsForTheRoot() {
    assertThat(CertificateText.extensions(authorities.root().certificate()))
        .isEqualTo(
            """
            basicConstraints critical: CA true, path length no limit
            certificatePolicies critical: 2.5.29.32.0
            keyUsage critical: keyCertSign cRLSign
            subjectKeyIdentifier: of 8 octets
            """);
  }

  @Test
  void isWrittenDownForEveryProfile() {
    assertThat(Authorities.profiles())
        .extracting(CertificateProfile::name)
        .containsExactlyInAnyOrder(
            "ieee2030.5-device",
            "ieee2030.5-device-factory",
            "ieee2030.5-test-device",
            "ieee2030.5-server",
            "ieee2030.5-server-au",
            "ieee2030.5-mica",
            "ieee2030.5-serca",
            "csip-aggregator",
            "csip-aggregator-au",
            "openadr-ven",
            "openadr-vtn",
            "iec61850-8-2-xmpp",
            "iec62351-8-role",
            "sunspec-modbus-client",
            "sunspec-modbus-server",
            "tls-server",
            "tsa",
            "vpn-gateway",
            "ocsp-responder",
            "issuing",
            "issuing-aggregator",
            "issuing-service",
            "issuing-test",
            "root");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ieee2030.5-device | ''",
        "csip-aggregator | CN=gateway,O=Example Utility,C=AU",
        "ieee2030.5-server | CN=gateway,O=Example Utility,C=AU",
        "tls-server | CN=gateway,O=Example Utility",
        "vpn-gateway | CN=gateway,O=Example Utility",
        "ieee2030.5-device-factory | ''",
        "ieee2030.5-test-device | ''",
        "ieee2030.5-server-au | CN=gateway,O=Example Utility,C=AU",
        "csip-aggregator-au | CN=gateway,O=Example Utility,C=AU",
        "openadr-ven | CN=gateway,O=Example Utility,C=AU",
        "openadr-vtn | CN=gateway,O=Example Utility,C=AU",
        "iec61850-8-2-xmpp | CN=gateway,O=Example Utility",
        "iec62351-8-role | CN=gateway,O=Example Utility",
        "sunspec-modbus-client | CN=gateway,O=Example Utility",
        "sunspec-modbus-server | CN=gateway,O=Example Utility",
        "ocsp-responder | CN=gateway,O=Example Utility",
        "tsa | CN=gateway,O=Example Utility,C=AU"
      })
  void namesItsSubject(String name, String subject) {
    assertThat(issue(name).getSubjectX500Principal().getName()).isEqualTo(subject);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endEntities")
  void livesAsLongAsTheProfileSaysAtMost(CertificateProfile profile) {
    X509Certificate certificate = issue(profile.name());

    Instant notBefore = certificate.getNotBefore().toInstant();
    assertThat(notBefore).isEqualTo(Authorities.NOW.minusSeconds(3600));
    assertThat(certificate.getNotAfter().toInstant().plusSeconds(1))
        .isEqualTo(
            notBefore.atOffset(ZoneOffset.UTC).plus(profile.validity().maximum()).toInstant());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ieee2030.5-device, P5Y",
    "ieee2030.5-test-device, P1Y",
    "ieee2030.5-server, P5Y",
    "ieee2030.5-server-au, P2Y",
    "csip-aggregator, P5Y",
    "csip-aggregator-au, P2Y",
    "openadr-ven, P2Y",
    "openadr-vtn, P2Y",
    "iec61850-8-2-xmpp, P2Y",
    "iec62351-8-role, P1Y",
    "sunspec-modbus-client, P2Y",
    "sunspec-modbus-server, P2Y",
    "tls-server, P1Y",
    "tsa, P5Y",
    "vpn-gateway, P2Y",
    "ocsp-responder, P30D",
    "issuing, P15Y",
    "issuing-aggregator, P15Y",
    "issuing-service, P15Y",
    "issuing-test, P5Y",
    "root, P35Y"
  })
  void allowsALife(String name, Period maximum) {
    assertThat(profile(name).validity().maximum()).isEqualTo(maximum);
  }

  @Test
  void hasNoEndAtManufacture() {
    X509Certificate device = issue("ieee2030.5-device-factory");
    CertificationAuthority maker = authorities.issuerOf(profile("ieee2030.5-device-factory"));

    assertThat(device.getNotAfter().toInstant()).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(maker.certificate().getNotAfter().toInstant()).isEqualTo("9999-12-31T23:59:59Z");
  }

  @Test
  void hasNoEndUnderNoAuthorityThatEnds() {
    assertThatThrownBy(() -> prepare(authorities.issuing(), profile("ieee2030.5-device-factory")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no end, and the authority has one");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everything")
  void takesTheCurvesThatItsFamilyTakes(CertificateProfile profile) {
    boolean isIeee20305 = profile.family().isIeee20305();

    assertThat(profile.keys()).isEqualTo(isIeee20305 ? Set.of("P-256") : Set.of("P-256", "P-384"));
  }

  static List<CertificateProfile> endEntities() {
    return Authorities.profiles().stream()
        .filter(each -> !each.isAuthority() && !each.validity().isIndefinite())
        .toList();
  }

  static List<CertificateProfile> everything() {
    return Authorities.profiles();
  }

  private String extensions(String name) {
    return CertificateText.extensions(issue(name));
  }

  private String authority(String below) {
    return CertificateText.extensions(authorities.issuerOf(profile(below)).certificate());
  }

  private X509Certificate issue(String name) {
    CertificationAuthority issuer = authorities.issuerOf(profile(name));
    return issuer.sign(prepare(issuer, profile(name)));
  }

  private static Draft prepare(CertificationAuthority issuer, CertificateProfile profile) {
    SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
    return issuer.prepare(profile, Subjects.full(), key, Period.ofYears(100));
  }
}
