package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest {
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
    assertThat(utility.refusals()).containsExactly("device-identity");
  }

  @Test
  void isMadeForApprovedSitesOnly() {
    utility.become(Standing.WAITING);
    assertThat(utility.codes.issue(utility.device, Actor.GRIDSEAL)).isEmpty();

    utility.become(Standing.CLOSED);
    assertThat(utility.codes.issue(utility.device, Actor.GRIDSEAL)).isEmpty();
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
