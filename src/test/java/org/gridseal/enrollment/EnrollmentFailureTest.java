package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.audit.Actor;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.Stage;
import org.gridseal.authority.Subject;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.DirectTransactions.Fate;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What is in the log, and what the caller gets, when something outside fails at each step.
class EnrollmentFailureTest {
  private static final String BOTH = "IssuanceIntended CertificateIssued";

  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final KeyPair keys = Keys.p256();

  /// Commit 1 is the intent, commit 2 the certificate. Whatever happened, the same request sent
  /// again ends with one certificate, and in the log stand one intent and one certificate.
  @ParameterizedTest(name = "commit {0} is {1}: log has \"{2}\", {3} signatures in all")
  @CsvSource({
    "1, LOST,         '',               1",
    "1, KEPT_UNKNOWN, IssuanceIntended, 1",
    "2, LOST,         IssuanceIntended, 2",
    "2, KEPT_UNKNOWN, IssuanceIntended CertificateIssued, 1"
  })
  void survivesADatabaseThatGoesAway(int commit, Fate fate, String left, int signatures) {
    int before = utility.key.signatures();
    utility.transactions.decide(commit, fate);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(String.join(" ", utility.events())).isEqualTo(left);
    X509Certificate certificate = utility.issue(keys);
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
    assertThat(utility.certificates.of(utility.device))
        .map(KeptCertificate::certificate)
        .containsExactly(certificate);
    assertThat(utility.key.signatures() - before).isEqualTo(signatures);
  }

  /// A full disk is a database that keeps nothing, and says why.
  @ParameterizedTest(name = "commit {0}: log has \"{1}\"")
  @CsvSource({"1, ''", "2, IssuanceIntended"})
  void survivesAFullDisk(int commit, String left) {
    utility.transactions.blame(DirectTransactions.DISK_FULL);
    utility.transactions.decide(commit, Fate.LOST);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(String.join(" ", utility.events())).isEqualTo(left);
    assertThat(utility.issue(keys)).isNotNull();
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
  }

  @Test
  void asksToComeBackWhenNobodyCanTellWhoAsks() {
    utility.devices.goAway(true);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(utility.log.events).isEmpty();
    utility.devices.goAway(false);
    assertThat(utility.issue(keys)).isNotNull();
  }

  @Test
  void asksToComeBackWhenNobodyCanTellHowFarAKnownKeyHasCome() {
    var issued = utility.issue(keys);
    utility.certificates.goAway(true);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
    utility.certificates.goAway(false);
    assertThat(utility.issue(keys)).isEqualTo(issued);
  }

  @Test
  void completesWithTheGenerationThatPreparedItThoughAnotherHasTakenOver() {
    utility.key.become(Fault.AWAY);
    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);
    utility.key.become(Fault.NONE);
    utility.becomeSucceeded();

    X509Certificate completed = utility.issue(keys);
    X509Certificate next = utility.issue(Keys.p256());

    assertThat(completed.getIssuerX500Principal())
        .isEqualTo(utility.authorities.issuing().certificate().getSubjectX500Principal());
    assertThat(next.getIssuerX500Principal()).isNotEqualTo(completed.getIssuerX500Principal());
    assertThat(utility.events())
        .containsExactly(
            "IssuanceIntended", "CertificateIssued", "IssuanceIntended", "CertificateIssued");
  }

  @Test
  void beginsAnewWhenTheGenerationThatPreparedItHasEnded() {
    utility.key.become(Fault.AWAY);
    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);
    utility.becomeSucceeded();
    utility.become(
        new Hierarchy(
            utility.hierarchy().generations().stream()
                .filter(each -> each.stage() != Stage.retiring)
                .toList(),
            List.of()));

    assertThat(utility.issue(keys)).isNotNull();
    assertThat(utility.events())
        .containsExactly("IssuanceIntended", "IssuanceIntended", "CertificateIssued");
  }

  @Test
  void offersNoProfileWhoseAuthorityIsNotThere() {
    utility.become(new Hierarchy(List.of(), List.of()));

    assertThat(utility.enrollment.offers(EnrollmentFixture.PROFILE)).isFalse();
    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).contains("profile-enrollable");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void sendsNoKeyWhenItsCertificateCannotBeSigned(Fault fault) {
    utility.key.become(fault);

    Outcome outcome =
        utility.enrollment.enrollWithKey(
            EnrollmentFixture.attempt(EnrollmentFixture.factory(), EnrollmentFixture.CHANNEL),
            Requests.fresh().encoded());

    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
    assertThat(utility.events()).containsExactly("IssuanceIntended");
  }

  @Test
  void goesOnWithWhatWasIntendedWhenTheClockJumpsBack() {
    utility.key.become(Fault.AWAY);
    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);
    utility.key.become(Fault.NONE);
    utility.pass(Duration.ofMinutes(-30));

    X509Certificate certificate = utility.issue(keys);

    assertThat(utility.certificates.intents()).hasSize(1);
    assertThat(utility.issue(keys)).isEqualTo(certificate);
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
  }

  @Test
  void signsNothingWhenTheClockStandsBeforeTheAuthoritysLife() {
    utility.pass(Duration.ofDays(-2));

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(utility.log.events).isEmpty();
    utility.pass(Duration.ofDays(2));
    assertThat(utility.issue(keys)).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void keepsTheIntentWhenTheKeyFailsAndSignsTheSameBytesLater(Fault fault) throws Exception {
    utility.key.become(fault);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(utility.events()).containsExactly("IssuanceIntended");
    byte[] intended = utility.certificates.intents().getFirst().draft().toBeSigned();
    utility.key.become(Fault.NONE);
    utility.pass(Duration.ofHours(1));
    assertThat(utility.issue(keys).getTBSCertificate()).isEqualTo(intended);
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
  }

  @Test
  void leavesAnOldIntentAloneAndIntendsAnew() {
    utility.key.become(Fault.AWAY);
    Outcome unused = utility.enroll(keys);
    utility.key.become(Fault.NONE);
    utility.pass(Duration.ofHours(25));

    X509Certificate certificate = utility.issue(keys);

    assertThat(utility.events())
        .containsExactly("IssuanceIntended", "IssuanceIntended", "CertificateIssued");
    assertThat(certificate.getSerialNumber())
        .isEqualTo(utility.certificates.intents().getLast().draft().serialNumber().value());
    assertThat(unused).isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void doesNotSignTheIntentOfAnotherAuthority() {
    utility.key.become(Fault.AWAY);
    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);
    utility.key.become(Fault.NONE);
    Intent own = utility.certificates.intents().removeFirst();
    utility.certificates.intents().add(ofAnotherAuthority(own));

    X509Certificate certificate = utility.issue(keys);

    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(utility.authorities.issuing().certificate().getSubjectX500Principal());
    assertThat(utility.certificates.intents())
        .extracting(Intent::generation)
        .containsExactly(own.generation(), own.generation() + 1);
  }

  @Test
  void signsOneCertificateForTwoWhoIntendAtOnce() {
    List<X509Certificate> others = new ArrayList<>();
    utility.certificates.letInBeforeIntent(() -> others.add(utility.issue(keys)));

    X509Certificate certificate = utility.issue(keys);

    assertThat(others).containsExactly(certificate);
    assertThat(utility.certificates.intents()).hasSize(1);
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
  }

  @Test
  void keepsOneCertificateForTwoWhoSignAtOnce() {
    List<X509Certificate> others = new ArrayList<>();
    utility.certificates.letInBeforeKeeping(() -> others.add(utility.issue(keys)));

    X509Certificate certificate = utility.issue(keys);

    assertThat(others).containsExactly(certificate);
    assertThat(utility.certificates.of(utility.device)).hasSize(1);
    assertThat(String.join(" ", utility.events())).isEqualTo(BOTH);
  }

  @Test
  void tellsNobodyThatARefusalIsRecordedWhenItIsNot() {
    utility.become(RegisteredDevice.Standing.CLOSED);
    utility.transactions.decide(1, Fate.LOST);

    assertThat(utility.enroll(keys)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(utility.log.events).isEmpty();
  }

  @Test
  void spendsNoCodeOnACertificateThatIsNotKept() {
    OneTimeCodes.Issued code = utility.codes.issue(utility.device, Actor.GRIDSEAL).orElseThrow();
    var shown = new Credential.OneTimeCode(utility.device, code.code());
    byte[] body = Requests.of(keys).encoded();
    utility.transactions.decide(2, Fate.LOST);
    assertThat(utility.enroll(shown, body)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(certificate(utility.enroll(shown, body))).isNotNull();
  }

  private static Intent ofAnotherAuthority(Intent own) {
    var foreign =
        Authorities.established()
            .issuing()
            .prepare(
                Authorities.profile(own.profile()),
                Subject.device(EnrollmentFixture.HARDWARE),
                own.key(),
                Period.ofYears(1));
    return new Intent(
        own.device(),
        own.site(),
        own.profile(),
        "former",
        own.key(),
        own.generation(),
        own.predecessor(),
        foreign.record(),
        own.at());
  }
}
