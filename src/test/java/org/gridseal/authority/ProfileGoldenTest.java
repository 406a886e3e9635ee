package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.testing.Authorities.profile;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.CertificateText;
import org.gridseal.testing.Keys;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each shipped profile puts into a certificate, written down once more by hand. A change of a
/// profile must be made twice, and that is the point.
class ProfileGoldenTest {
  private static final Subject SUBJECT =
      new Subject(
          "AU",
          "Example Utility",
          "gateway",
          "7",
          Optional.of(new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032")),
          List.of("gateway.example"),
          List.of("192.0.2.1"));

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
            cRLDistributionPoints: http://status.example/crl/issuing.crl
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
            cRLDistributionPoints: http://status.example/crl/issuing.crl
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
            authorityInfoAccess: caIssuers http://status.example/ca/issuing.cer
            authorityKeyIdentifier: of 8 octets
            cRLDistributionPoints: http://status.example/crl/issuing.crl
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
            keyUsage critical: digitalSignature
            subjectAltName: gateway.example c0000201
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
            certificatePolicies critical: 1.3.6.1.4.1.40732.1.1 1.3.6.1.4.1.40732.1.3 1.3.6.1.4.1.40732.2.3
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
            "csip-aggregator",
            "ieee2030.5-server",
            "tls-server",
            "vpn-gateway",
            "issuing",
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
        "vpn-gateway | CN=gateway,O=Example Utility"
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

  static List<CertificateProfile> endEntities() {
    return Authorities.profiles().stream().filter(each -> !each.isAuthority()).toList();
  }

  private String extensions(String name) {
    return CertificateText.extensions(issue(name));
  }

  private X509Certificate issue(String name) {
    SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
    CertificationAuthority issuing = authorities.issuing();
    return issuing.sign(issuing.prepare(profile(name), SUBJECT, key, Period.ofYears(100)));
  }
}
