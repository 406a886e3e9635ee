package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.enrollment.SessionLimits.Verdict;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.ApparentPower;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The times of the shipped policy, at their edges.
class SessionLimitsTest {
  private static final Instant NOW = Authorities.NOW;

  private final EnrollmentFixture utility = new EnrollmentFixture();

  @ParameterizedTest(name = "{0} kVA, {1} after the handshake: {2}")
  @CsvSource({
    "5,     PT23H59M59S, Rekey",
    "5,     PT24H,       Last",
    "250,   PT11H59M59S, Rekey",
    "250,   PT12H,       Last",
    "25000, PT59M59S,    Rekey",
    "25000, PT1H,        Last"
  })
  void endsAConnectionWhenItsTimeIsOver(long size, Duration age, String verdict) {
    assertThat(judge(size, fresh(age))).isEqualTo(verdict);
  }

  /// `sessions.keyUpdate` bites after an hour, and at T5 after a quarter of one.
  @ParameterizedTest(name = "{0} kVA, opened {1} ago: {2}")
  @CsvSource({
    "5,     PT59M59S, Good",
    "5,     PT1H,     Rekey",
    "19999, PT59M59S, Good",
    "19999, PT1H,     Rekey",
    "20000, PT14M59S, Good",
    "20000, PT15M,    Rekey"
  })
  void asksForNewKeysWhenThoseOfTheConnectionAreOld(long size, Duration age, String verdict) {
    assertThat(judge(size, fresh(age))).isEqualTo(verdict);
  }

  /// An abbreviated handshake makes new keys, however old the session is.
  @Test
  void countsTheAgeOfKeysFromTheConnectionThatMadeThem() {
    Instant established = NOW.minus(Duration.ofHours(7));

    assertThat(judge(5, channel(true, NOW.minus(Duration.ofMinutes(59)), established)))
        .isEqualTo("Good");
    assertThat(judge(5, channel(true, NOW.minus(Duration.ofMinutes(60)), established)))
        .isEqualTo("Rekey");
  }

  @ParameterizedTest(name = "{0} kVA, resumed {1} after the handshake: {2}")
  @CsvSource({
    "5,     PT23H59M58S, Good",
    "5,     PT24H,       Over",
    "100,   PT11H59M59S, Good",
    "100,   PT12H,       Over",
    "250,   PT5H59M59S,  Good",
    "250,   PT6H,        Over",
    "25000, PT1S,        Over",
    "25000, PT0S,        Over"
  })
  void answersNobodyWhoResumedTooLate(long size, Duration age, String verdict) {
    assertThat(judge(size, resumed(age))).isEqualTo(verdict);
  }

  @Test
  void countsTheAgeOfAResumedConnectionFromItsFullHandshake() {
    var channel = channel(true, NOW.minus(Duration.ofHours(7)), NOW.minus(Duration.ofHours(12)));

    assertThat(judge(250, channel)).isEqualTo("Last");
  }

  @Test
  void holdsACodeToTheShortestTimesOfTheTiersThatTakeOne() {
    register(5);
    var code = new Credential.OneTimeCode(utility.device, "wrong");

    assertThat(judge(code, resumed(Duration.ofHours(11)))).isEqualTo("Good");
    assertThat(judge(code, resumed(Duration.ofHours(12)))).isEqualTo("Over");
    assertThat(judge(code, fresh(Duration.ofHours(24)))).isEqualTo("Last");
  }

  @Test
  void looksNobodyUpWhileTheConnectionIsYoung() {
    utility.devices.goAway(true);

    assertThat(limits(utility.policies).judge(EnrollmentFixture.factory(), fresh(Duration.ZERO)))
        .isInstanceOf(Verdict.Good.class);
  }

  private String judge(long size, Channel channel) {
    register(size);
    return judge(EnrollmentFixture.factory(), channel);
  }

  private String judge(Credential credential, Channel channel) {
    return limits(utility.policies).judge(credential, channel).getClass().getSimpleName();
  }

  private SessionLimits limits(PolicyBook policies) {
    return new SessionLimits(utility.devices, utility.certificates, policies, () -> NOW);
  }

  private void register(long size) {
    utility.register(
        EnrollmentFixture.PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(size));
  }

  private static Channel fresh(Duration age) {
    return channel(false, NOW.minus(age), NOW.minus(age));
  }

  private static Channel resumed(Duration age) {
    return channel(true, NOW, NOW.minus(age));
  }

  private static Channel channel(boolean resumed, Instant opened, Instant established) {
    return new Channel(
        InetAddress.getLoopbackAddress(),
        "device",
        "TLSv1.3",
        "TLS_AES_128_GCM_SHA256",
        resumed,
        opened,
        established,
        Optional.empty());
  }
}
