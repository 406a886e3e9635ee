package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gridseal.enrollment.EnrollmentFixture.BINDING;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;
import static org.gridseal.enrollment.EnrollmentFixture.factory;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.Punctuality.Score;
import org.gridseal.policy.Punctuality.What;
import org.gridseal.policy.Tier;
import org.gridseal.site.ApparentPower;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;

/// What a device of a large site must do, and that of a small one need not: `renewal-window`,
/// `wan-path`.
class TierAtTheDoorTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();

  @Test
  void aHomeRenewsWhenItLikes() {
    X509Certificate first = utility.issue(Keys.p256());

    assertThat(renew(first)).isInstanceOf(Outcome.Issued.class);
  }

  @Test
  void aSupermarketRenewsNotBeforeItsWindow() {
    become(250);
    X509Certificate first = certificate(enrollLinked(factory()));

    assertThat(renewLinked(first)).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).containsExactly("renewal-window");

    utility.pass(untilTheEndOf(first).minusDays(60));

    assertThat(renewLinked(first)).isInstanceOf(Outcome.Issued.class);
  }

  @Test
  void aShopThatHasBecomeASupermarketRenewsAtOnce() {
    X509Certificate first = utility.issue(Keys.p256());
    become(250);

    assertThat(renewLinked(first)).isInstanceOf(Outcome.Issued.class);
  }

  @Test
  void aHomeComesOverThePublicInternet() {
    utility.become(AccessNetworks.NONE);

    assertThat(utility.enroll(factory(), Requests.fresh().encoded()))
        .isInstanceOf(Outcome.Issued.class);
  }

  @Test
  void aSupermarketDoesNot() {
    become(250);
    utility.become(AccessNetworks.NONE);

    assertThat(enrollLinked(factory())).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).containsExactly("wan-path");
  }

  @Test
  void aSupermarketComesOverALineThatIsAllowed() {
    become(250);
    utility.become(
        AccessNetworks.parse(
            """
            networks:
              - { name: line, says: of a supermarket, path: ip-allow-list, ranges: [127.0.0.1] }
            """
                .getBytes(StandardCharsets.UTF_8)));

    assertThat(enrollLinked(factory())).isInstanceOf(Outcome.Issued.class);
  }

  /// `performance.enroll`: measured, for each tier.
  @Test
  void eachCertificateIsNotedWithTheTimeItTook() {
    utility.issue(Keys.p256());
    become(250);
    certificate(enrollLinked(factory()));
    enrollLinked(new Credential.FactoryCertificate(EnrollmentFixture.HARDWARE, true));

    assertThat(utility.punctuality.scores())
        .extracting(Score::what, Score::tier, Score::times, Score::late)
        .containsExactly(
            tuple(What.ENROLLMENT, Tier.T1, 1L, 0L), tuple(What.ENROLLMENT, Tier.T3, 2L, 0L));
  }

  @Test
  void aRefusalIsNotNoted() {
    become(250);
    utility.become(AccessNetworks.NONE);
    enrollLinked(factory());

    assertThat(utility.punctuality.scores()).isEmpty();
  }

  private void become(long kilovoltAmperes) {
    utility.register(
        EnrollmentFixture.PROFILE,
        Standing.APPROVED,
        ApparentPower.ofKilovoltAmperes(kilovoltAmperes));
  }

  private Outcome renew(X509Certificate shown) {
    return utility.enroll(new Credential.OperatorCertificate(shown), Requests.fresh().encoded());
  }

  private Outcome renewLinked(X509Certificate shown) {
    return enrollLinked(new Credential.OperatorCertificate(shown));
  }

  private Outcome enrollLinked(Credential credential) {
    return utility.enrollLinked(credential, BINDING.value());
  }

  private Duration untilTheEndOf(X509Certificate certificate) {
    return Duration.between(utility.now(), certificate.getNotAfter().toInstant());
  }
}
