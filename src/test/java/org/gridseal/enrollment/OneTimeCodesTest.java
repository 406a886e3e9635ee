package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest {
  private static final String WRONG = "00000-00000-00000-00000";
  private static final Actor PERSON = new Actor("someone", Set.of("operator"), "utility");

  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final KeyPair keys = Keys.p256();
  private final String code = issueCode();

  @Test
  void opensTheDoorOnce() {
    X509Certificate certificate = certificate(enroll(code, keys));

    assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
    assertThat(utility.events())
        .containsExactly("OneTimeCodeIssued", "IssuanceIntended", "CertificateIssued");
  }

  @Test
  void opensTheDoorAgainForTheSameKeyOnly() {
    X509Certificate first = certificate(enroll(code, keys));

    assertThat(certificate(enroll(code, keys))).isEqualTo(first);
    assertUnauthenticated(enroll(code, Keys.p256()));
  }

  @Test
  void givesTheSameCertificateEvenDaysLater() {
    X509Certificate first = certificate(enroll(code, keys));
    utility.pass(Duration.ofDays(3));
    int before = utility.key.signatures();

    assertThat(certificate(enroll(code, keys))).isEqualTo(first);
    assertThat(utility.key.signatures()).isEqualTo(before);
    assertThat(utility.certificates.intents()).hasSize(1);
  }

  @Test
  void staysSpentWhenItsCertificateIsRevoked() {
    X509Certificate first = certificate(enroll(code, keys));
    utility.certificates.revoke(new SerialNumber(first.getSerialNumber()));

    assertUnauthenticated(enroll(code, keys));
  }

  @Test
  void isSpentOnOneOfTwoKeysThatComeAtOnce() {
    List<Outcome> others = new ArrayList<>();
    utility.certificates.letInBeforeIntent(() -> others.add(enroll(code, Keys.p256())));

    assertUnauthenticated(enroll(code, keys));
    assertThat(others).hasOnlyElementsOfType(Outcome.Issued.class);
    assertThat(utility.certificates.of(utility.device)).hasSize(1);
  }

  @Test
  void expires() {
    utility.pass(Duration.ofDays(7));

    assertUnauthenticated(enroll(code, keys));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "00000-00000-00000-00000", "x", "\u0000"})
  void refusesAWrongCode(String wrong) {
    assertUnauthenticated(enroll(wrong, keys));
    assertThat(utility.events()).containsExactly("OneTimeCodeIssued");
  }

  @Test
  void tellsAStrangerNothingAboutADeviceThatNobodyRegistered() {
    var stranger = new Credential.OneTimeCode(new DeviceId(new UUID(0, 9)), code);

    assertUnauthenticated(utility.enroll(stranger, Requests.of(keys).encoded()));
    assertThat(utility.events()).containsExactly("OneTimeCodeIssued");
  }

  @Test
  void isReadHoweverAPersonTypesIt() {
    String typed = code.toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o');

    assertThat(certificate(enroll(typed, keys))).isNotNull();
  }

  @Test
  void isNotEnoughAtALargeSite() {
    utility.register(
        EnrollmentFixture.PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(500));

    assertThat(enroll(code, keys)).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).containsExactly("device-identity", "request-linked");
  }

  @Test
  void isMadeForApprovedSitesOnly() {
    utility.become(Standing.WAITING);
    assertThat(utility.codes.issue(utility.device, Actor.GRIDSEAL)).isEmpty();

    utility.become(Standing.CLOSED);
    assertThat(utility.codes.issue(utility.device, Actor.GRIDSEAL)).isEmpty();
  }

  @Test
  void isNotMadeWhereThePolicyTakesNoCodes() {
    utility.register(
        EnrollmentFixture.PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(500));

    assertThat(utility.codes.issue(utility.device, Actor.GRIDSEAL)).isEmpty();
    assertThat(utility.codes.objections(utility.device).orElseThrow())
        .extracting(Violation::rule)
        .containsExactly("device-identity");
  }

  @Test
  void isMadeForDevicesThatExist() {
    var nobody = new DeviceId(new UUID(0, 9));

    assertThat(utility.codes.issue(nobody, Actor.GRIDSEAL)).isEmpty();
    assertThat(utility.codes.objections(nobody)).isEmpty();
  }

  @Test
  void opensNothingOnceItIsWithdrawn() {
    assertThat(utility.codes.withdraw(utility.device, newest(), PERSON)).isTrue();

    assertUnauthenticated(enroll(code, keys));
    assertThat(utility.codes.statusOf(utility.device).orElseThrow().withdrawn()).isTrue();
    assertThat(utility.log.events.getLast())
        .isEqualTo(new Event.OneTimeCodeWithdrawn(utility.site, utility.device));
  }

  @Test
  void isWithdrawnOnce() {
    utility.codes.withdraw(utility.device, newest(), PERSON);

    assertThat(utility.codes.withdraw(utility.device, newest(), PERSON)).isFalse();
    assertThat(utility.events()).containsExactly("OneTimeCodeIssued", "OneTimeCodeWithdrawn");
  }

  @Test
  void isNotWithdrawnWhenItWasSpent() {
    X509Certificate first = certificate(enroll(code, keys));

    assertThat(utility.codes.withdraw(utility.device, newest(), PERSON)).isFalse();
    assertThat(certificate(enroll(code, keys))).isEqualTo(first);
  }

  @Test
  void isNotSpentWhenItIsWithdrawnWhileItIsUsed() {
    utility.certificates.letInBeforeIntent(
        () -> utility.codes.withdraw(utility.device, newest(), PERSON));

    assertUnauthenticated(enroll(code, keys));
    assertThat(utility.certificates.of(utility.device)).isEmpty();
  }

  @Test
  void takesThePlaceOfTheOneBefore() {
    UUID first = newest();
    String second = issueCode();

    assertUnauthenticated(enroll(code, keys));
    assertThat(utility.codes.withdraw(utility.device, first, PERSON)).isFalse();
    assertThat(certificate(enroll(second, keys))).isNotNull();
  }

  @Test
  void doesNotComeBackWhenTheOneAfterItIsWithdrawn() {
    issueCode();
    utility.codes.withdraw(utility.device, newest(), PERSON);

    assertUnauthenticated(enroll(code, keys));
  }

  @Test
  void isNotTriedMoreThanTenTimesAMinute() {
    for (int attempt = 0; attempt < 10; attempt++) {
      assertUnauthenticated(enroll(WRONG, keys));
    }

    assertUnauthenticated(enroll(code, keys));
    utility.pass(Duration.ofMinutes(1));
    assertThat(certificate(enroll(code, keys))).isNotNull();
  }

  @Test
  void isAskedForAgainAsOftenAsAnswersGetLost() {
    X509Certificate first = certificate(enroll(code, keys));

    for (int attempt = 0; attempt < 30; attempt++) {
      assertThat(certificate(enroll(code, keys))).isEqualTo(first);
    }
  }

  @Test
  void isStillAcceptedWhenStrangersTryDevicesThatDoNotExist() {
    for (int stranger = 10; stranger < 1_000; stranger++) {
      var guess = new Credential.OneTimeCode(new DeviceId(new UUID(0, stranger)), WRONG);
      assertThat(utility.codes.matching(guess)).isEmpty();
    }

    assertThat(certificate(enroll(code, keys))).isNotNull();
  }

  @Test
  void isRefusedInTheSameTimeWhateverIsWrong() {
    certificate(enroll(code, keys));
    utility.codes.matching(new Credential.OneTimeCode(new DeviceId(new UUID(0, 9)), code));
    for (int attempt = 0; attempt < 11; attempt++) {
      enroll(WRONG, keys);
    }
    enroll(code, Keys.p256());
    utility.codes.withdraw(utility.device, newest(), PERSON);
    enroll(code, keys);

    assertThat(utility.pauses).hasSize(14).containsOnly(Duration.ofMillis(250));
  }

  @Test
  void isAcceptedAtOnce() {
    certificate(enroll(code, keys));

    assertThat(utility.pauses).isEmpty();
  }

  @Test
  void staysOutOfTheLogAndOutOfEveryText() {
    var issued = utility.codes.issue(utility.device, Actor.GRIDSEAL).orElseThrow();
    var shown = new Credential.OneTimeCode(utility.device, issued.code());

    assertThat(List.of(issued.toString(), shown.toString(), utility.log.events.toString()))
        .noneMatch(text -> text.contains(issued.code()));
    assertThat(utility.log.events.getLast())
        .isEqualTo(new Event.OneTimeCodeIssued(utility.site, utility.device));
  }

  @Test
  void hasAHundredBitsInLettersThatSurviveAPhoneCall() {
    assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}");
    assertThat(issueCode()).isNotEqualTo(code);
  }

  private UUID newest() {
    return utility.codes.statusOf(utility.device).orElseThrow().id();
  }

  private String issueCode() {
    return utility.codes.issue(utility.device, Actor.GRIDSEAL).orElseThrow().code();
  }

  private Outcome enroll(String shown, KeyPair pair) {
    return utility.enroll(
        new Credential.OneTimeCode(utility.device, shown), Requests.of(pair).encoded());
  }

  private static void assertUnauthenticated(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Unauthenticated.class);
  }
}
