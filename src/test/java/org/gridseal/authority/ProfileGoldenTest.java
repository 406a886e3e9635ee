package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.Authorities.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.CertificateText;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Subjects;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What each shipped profile puts into a certificate, written down once more by hand in
/// `test-data/certificates`. A change of a profile must be made twice, and that is the point.
class ProfileGoldenTest {
  private static final Path WRITTEN = Path.of("test-data/certificates");

  private final Authorities authorities = Authorities.established();

  @ParameterizedTest(name = "{0}")
  @MethodSource("everything")
  void isWhatIsWrittenDown(CertificateProfile profile) throws IOException {
    Period longest = profile.validity().maximum();

    assertThat(
            "longest life: "
                + (profile.validity().isIndefinite() ? "indefinite" : longest)
                + "\n"
                + CertificateText.extensions(certificate(profile)))
        .isEqualTo(Files.readString(WRITTEN.resolve(profile.name() + ".txt")));
  }

  @Test
  void isWrittenDownForEveryProfileAndForNoOther() throws IOException {
    try (Stream<Path> written = Files.list(WRITTEN)) {
      assertThat(written.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Authorities.profiles().stream().map(profile -> profile.name() + ".txt").toList());
    }
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

  static Stream<Named<CertificateProfile>> endEntities() {
    return everything()
        .filter(it -> !it.getPayload().isAuthority() && !it.getPayload().validity().isIndefinite());
  }

  static Stream<Named<CertificateProfile>> everything() {
    return Authorities.profiles().stream().map(profile -> Named.of(profile.name(), profile));
  }

  private X509Certificate certificate(CertificateProfile profile) {
    if (!profile.isAuthority()) {
      return issue(profile.name());
    }
    return Authorities.profiles().stream()
        .filter(below -> below.issuer().equals(profile.name()))
        .findFirst()
        .map(below -> authorities.issuerOf(below).certificate())
        .orElseThrow();
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
