package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.HARDWARE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Crafted;
import org.gridseal.testing.InMemoryRoots;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.WeakKeys;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final Manufacturer manufacturer = Manufacturer.mica();
  private final InMemoryRoots roots = new InMemoryRoots();
  private Instant now = Authorities.NOW;
  private final Credentials credentials =
      new Credentials(
          roots,
          () ->
              List.of(
                  utility.authorities.root().certificate(),
                  utility.authorities.issuing().certificate()),
          () -> now);

  private final Crafted serca = Crafted.serca();
  private final Crafted mica = Crafted.mica(serca);

  @Test
  void believesAManufacturerWhoseRootIsRegistered() {
    roots.trust(manufacturer, false);

    Optional<Credential> credential = credentials.of(manufacturer.device(HARDWARE).sent());

    assertThat(credential).contains(new Credential.FactoryCertificate(HARDWARE, false));
    assertThat(credential.orElseThrow().kind()).isEqualTo(DeviceIdentityKind.FACTORY_CERTIFICATE);
  }

  @Test
  void believesThatKeysAreAttestedWhereTheRootSaysSo() {
    roots.trust(manufacturer, true);

    assertThat(credentials.of(manufacturer.device(HARDWARE).sent()))
        .map(Credential::kind)
        .contains(DeviceIdentityKind.ATTESTED_FACTORY_CERTIFICATE);
  }

  @Test
  void doesNotBelieveAnUnknownManufacturer() {
    roots.trust(Manufacturer.mica(), true);

    assertThat(credentials.of(manufacturer.device(HARDWARE).sent())).isEmpty();
    assertThat(credentials.of(List.of())).isEmpty();
  }

  @Test
  void doesNotBelieveAFactoryCertificateWhoseKeyEverybodyHas() {
    assertThat(shown(Crafted.device(mica), false)).isPresent();
    assertThat(shown(Crafted.device(mica).key(WeakKeys.published()), false)).isEmpty();
  }

  /// Path validation loses the policy on the way up, so it does not stop it.
  @Test
  void believesAFactoryCertificateForTestsOnATestBenchOnly() {
    String arc = "1.3.6.1.4.1.40732.";
    Crafted device = Crafted.device(mica).policies(arc + "1.1", arc + "2.1");

    assertThat(shown(device, false)).isEmpty();
    assertThat(shown(device, true)).isPresent();
  }

  private Optional<Credential> shown(Crafted device, boolean tests) {
    roots.trust(certificate(serca), false);
    return new Credentials(roots, List::of, () -> now, tests)
        .of(List.of(certificate(device), certificate(mica)));
  }

  private static X509Certificate certificate(Crafted crafted) {
    return Pem.certificate(crafted.encoded());
  }

  @Test
  void takesUpANewRootWithinSeconds() {
    assertThat(credentials.of(manufacturer.device(HARDWARE).sent())).isEmpty();
    roots.trust(manufacturer, false);

    now = now.plus(Duration.ofSeconds(6));

    assertThat(credentials.of(manufacturer.device(HARDWARE).sent())).isPresent();
  }

  @Test
  void doesNotAskTheRegisterForEachHandshake() {
    roots.trust(manufacturer, false);

    for (int handshake = 0; handshake < 10; handshake++) {
      assertThat(credentials.of(manufacturer.device(HARDWARE).sent())).isPresent();
    }

    assertThat(roots.asked()).isEqualTo(1);
  }

  @Test
  void doesNotTakeAnAuthorityForADevice() {
    roots.trust(manufacturer, false);
    List<X509Certificate> authority = manufacturer.device(HARDWARE).sent().subList(1, 2);

    assertThat(credentials.of(authority)).isEmpty();
  }

  @Test
  void believesOurOwnCertificateWhetherOrNotItsAuthorityIsSentAlong() {
    X509Certificate device = utility.issue(Keys.p256());

    assertThat(credentials.of(List.of(device)))
        .contains(new Credential.OperatorCertificate(device));
    assertThat(credentials.of(List.of(device, utility.authorities.issuing().certificate())))
        .contains(new Credential.OperatorCertificate(device));
  }

  @Test
  void believesOurOwnCertificateWhenItHasExpired() {
    X509Certificate device = utility.issue(Keys.p256());

    now = device.getNotAfter().toInstant().plusSeconds(60);

    assertThat(credentials.of(List.of(device)))
        .contains(new Credential.OperatorCertificate(device));
  }

  @Test
  void doesNotBelieveAFactoryCertificateOnceItHasExpired() {
    roots.trust(manufacturer, false);
    List<X509Certificate> chain = manufacturer.device(HARDWARE, now.plusSeconds(60)).sent();
    assertThat(credentials.of(chain)).isPresent();

    now = now.plusSeconds(61);

    assertThat(credentials.of(chain)).isEmpty();
  }
}
