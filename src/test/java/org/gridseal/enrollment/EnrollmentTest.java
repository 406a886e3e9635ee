package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.PROFILE;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Lfdi;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.gridseal.x509.HardwareModuleName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EnrollmentTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final KeyPair keys = Keys.p256();

  @Test
  void logsTheIntentThenTheCertificate() {
    X509Certificate certificate = utility.issue(keys);

    var serialNumber = new SerialNumber(certificate.getSerialNumber());
    var intended = (Event.IssuanceIntended) utility.log.events.getFirst();
    assertThat(intended.serialNumber()).isEqualTo(serialNumber);
    assertThat(intended.profile()).isEqualTo(PROFILE);
    assertThat(intended.content())
        .isEqualTo(Hash.ofLeaf(utility.certificates.intents().getFirst().draft().toBeSigned()));
    assertThat(utility.log.events.get(1))
        .isEqualTo(
            new Event.CertificateIssued(
                utility.site,
                utility.device,
                serialNumber,
                Hash.ofLeaf(utility.certificates.find(serialNumber).orElseThrow().encoded()),
                Optional.empty(),
                Optional.empty()));
    assertThat(utility.log.events).hasSize(2);
  }

  @Test
  void recordsByWhatItWasDecided() {
    utility.issue(keys);

    assertThat(utility.log.decided)
        .singleElement()
        .satisfies(
            decided -> {
              assertThat(decided.site()).isEqualTo(utility.site);
              assertThat(decided.ruling().rules()).containsExactly("size-t1");
              assertThat(decided.ruling().version()).isEqualTo(utility.policies.version());
              assertThat(utility.policies.answer(decided.ruling().question()))
                  .isEqualTo(decided.ruling());
            });
  }

  @Test
  void certifiesTheHardwareOfTheRegisterForTheLifeOfTheTier() {
    X509Certificate certificate = utility.issue(keys);

    assertThat(HardwareModuleName.of(certificate)).contains(EnrollmentFixture.HARDWARE);
    assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
    Instant notBefore = certificate.getNotBefore().toInstant();
    assertThat(certificate.getNotAfter())
        .isEqualTo(notBefore.atOffset(ZoneOffset.UTC).plusYears(5).toInstant().minusSeconds(1));
  }

  @Test
  void shortensTheLifeAtALargerSite() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(100));

    X509Certificate certificate = utility.issue(keys);

    Instant notBefore = certificate.getNotBefore().toInstant();
    assertThat(certificate.getNotAfter())
        .isEqualTo(notBefore.atOffset(ZoneOffset.UTC).plusYears(3).toInstant().minusSeconds(1));
  }

  @Test
  @Timeout(60)
  void givesTheSameCertificateToTwoRequestsInOneCommit() {
    utility.transactions.gather(2);
    List<X509Certificate> issued;
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = CompletableFuture.supplyAsync(() -> utility.issue(keys), both);
      var other = CompletableFuture.supplyAsync(() -> utility.issue(keys), both);
      issued = List.of(one.join(), other.join());
    }

    assertThat(issued.getFirst()).isEqualTo(issued.getLast());
    assertThat(utility.events()).containsExactly("IssuanceIntended", "CertificateIssued");
  }

  @Test
  void givesTheSameCertificateToTheSameKeyAgain() {
    X509Certificate first = utility.issue(keys);
    utility.pass(Duration.ofHours(23));

    X509Certificate second = utility.issue(keys);

    assertThat(second).isEqualTo(first);
    assertThat(utility.key.signatures()).isEqualTo(1);
    assertThat(utility.events()).containsExactly("IssuanceIntended", "CertificateIssued");
  }

  @Test
  void renewsTheSameKeyLater() {
    X509Certificate first = utility.issue(keys);
    utility.pass(Duration.ofHours(25));

    X509Certificate second = utility.issue(keys);

    assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    assertThat(utility.certificates.of(utility.device))
        .map(KeptCertificate::certificate)
        .containsExactly(second, first);
  }

  @Test
  void givesAnotherKeyAnotherCertificate() {
    X509Certificate first = utility.issue(keys);

    assertThat(utility.issue(Keys.p256())).isNotEqualTo(first);
  }

  @Test
  void succeedsTheCertificateThatWasShown() throws Exception {
    X509Certificate first = utility.issue(keys);
    var shown = new Credential.OperatorCertificate(first);

    X509Certificate second = certificate(utility.enroll(shown, Requests.fresh().encoded()));

    assertThat(utility.log.events.getLast())
        .isEqualTo(
            new Event.CertificateIssued(
                utility.site,
                utility.device,
                new SerialNumber(second.getSerialNumber()),
                Hash.ofLeaf(second.getEncoded()),
                Optional.of(new SerialNumber(first.getSerialNumber())),
                // The overlap of the smallest tier.
                Optional.of(Authorities.NOW.plus(Duration.ofDays(30)))));
    assertThat(utility.certificates.of(utility.device).getFirst().predecessor())
        .contains(new SerialNumber(first.getSerialNumber()));
  }

  @Test
  void linksTheFirstCertificateToTheIdentityThatTheDeviceCameWith() throws Exception {
    Lfdi factory = Lfdi.ofCertificate(new byte[] {1});
    utility.certificates.register(utility.device, factory);

    X509Certificate first = utility.issue(keys);

    Lfdi own = Lfdi.ofCertificate(first.getEncoded());
    assertThat(utility.certificates.chainOf(own))
        .map(Succession::predecessor)
        .containsExactly(factory);
    assertThat(utility.log.events.getLast())
        .isEqualTo(
            new Event.CertificateIssued(
                utility.site,
                utility.device,
                new SerialNumber(first.getSerialNumber()),
                Hash.ofLeaf(first.getEncoded()),
                Optional.empty(),
                Optional.of(Authorities.NOW.plus(Duration.ofDays(30)))));
  }

  @Test
  void linksARenewalToTheNewestCertificateWhicheverWasShown() throws Exception {
    X509Certificate first = utility.issue(keys);
    var shown = new Credential.OperatorCertificate(first);
    X509Certificate second = certificate(utility.enroll(shown, Requests.fresh().encoded()));

    X509Certificate third = certificate(utility.enroll(shown, Requests.fresh().encoded()));

    assertThat(utility.certificates.chainOf(Lfdi.ofCertificate(third.getEncoded())))
        .map(Succession::predecessor)
        .containsExactly(
            Lfdi.ofCertificate(first.getEncoded()), Lfdi.ofCertificate(second.getEncoded()));
  }

  @Test
  void renewsWithACertificateThatExpiredALittleWhileAgo() {
    X509Certificate first = utility.issue(keys);
    utility.pass(lifeOf(first).plusDays(29));

    assertThat(
            EnrollmentFixture.certificate(
                utility.enroll(
                    new Credential.OperatorCertificate(first), Requests.fresh().encoded())))
        .isNotNull();
  }

  @Test
  void doesNotRenewWithACertificateThatExpiredLongAgo() {
    X509Certificate first = utility.issue(keys);
    utility.pass(lifeOf(first).plusDays(31));

    utility.enroll(new Credential.OperatorCertificate(first), Requests.fresh().encoded());

    assertThat(utility.refusals()).containsExactly("certificate-not-expired");
  }

  private static Duration lifeOf(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }
}
