package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.audit.Actor;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was let in when it came, and is not any more when its certificate is to be kept.
class ClosedMeanwhileTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final KeyPair keys = Keys.p256();

  @ParameterizedTest(name = "released {0}: {1}")
  @CsvSource({"false, site-open", "true, device-registered"})
  void refusesWhoIsNotLetInAnyMoreWhenTheCertificateIsSigned(boolean released, String rule) {
    utility.certificates.letInBeforeKeeping(() -> close(released));

    Outcome refused = utility.enroll(keys);

    assertThat(utility.events()).containsExactly("IssuanceIntended", "EnrollmentRefused");
    assertThat(utility.refusals()).containsExactly(rule);
    assertThat(utility.certificates.of(utility.device)).isEmpty();
    assertThat(refused).as("in the words of the next refusal").isEqualTo(utility.enroll(keys));
  }

  private void close(boolean released) {
    if (released) {
      utility.devices.release(utility.device);
    } else {
      utility.become(RegisteredDevice.Standing.CLOSED);
    }
  }

  @Test
  void refusesARenewalWhoseCertificateIsRevokedWhileItIsSigned() {
    X509Certificate first = utility.issue(keys);
    var shown = new Credential.OperatorCertificate(first);
    utility.certificates.letInBeforeKeeping(
        () -> utility.certificates.revoke(new SerialNumber(first.getSerialNumber())));
    byte[] body = Requests.fresh().encoded();

    Outcome refused = utility.enroll(shown, body);

    assertThat(utility.refusals()).containsExactly(Objections.REVOKED);
    assertThat(utility.certificates.of(utility.device)).hasSize(1);
    assertThat(refused).isEqualTo(utility.enroll(shown, body));
  }

  @Test
  void spendsNoCodeOnACertificateThatIsClosedOrSomebodyElses() {
    OneTimeCodes.Issued code = utility.codes.issue(utility.device, Actor.GRIDSEAL).orElseThrow();
    var shown = new Credential.OneTimeCode(utility.device, code.code());
    byte[] body = Requests.of(keys).encoded();

    utility.certificates.letInBeforeKeeping(() -> close(false));
    assertThat(utility.enroll(shown, body)).isInstanceOf(Outcome.Refused.class);
    utility.become(RegisteredDevice.Standing.APPROVED);
    List<X509Certificate> others = new ArrayList<>();
    utility.certificates.letInBeforeKeeping(() -> others.add(utility.issue(keys)));
    assertThat(certificate(utility.enroll(shown, body))).isEqualTo(others.getFirst());

    assertThat(utility.codes.statusOf(utility.device).orElseThrow().spentOn()).isEmpty();
    assertThat(certificate(utility.enroll(shown, Requests.fresh().encoded()))).isNotNull();
  }
}
