package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.enrollment.EnrollmentFixture.PROFILE;
import static org.gridseal.enrollment.EnrollmentFixture.certificate;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.site.ApparentPower;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.CertificateText;
import org.gridseal.testing.Defect;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.gridseal.testing.WeakKeys;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every refusal is in the log, with the rules that the sender is told.
class EnrollmentRefusalTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final KeyPair keys = Keys.p256();

  /// Base64 of what the fixture's bound connection gives.
  private static final String BINDING = EnrollmentFixture.BINDING.value();

  @Test
  void refusesARevokedCertificateAtOnce() {
    X509Certificate first = utility.issue(keys);
    utility.certificates.revoke(new SerialNumber(first.getSerialNumber()));

    assertRefused(
        utility.enroll(new Credential.OperatorCertificate(first), Requests.fresh().encoded()),
        "certificate-not-revoked");
  }

  @Test
  void refusesToCertifyAKeyAgainWhoseCertificateIsRevoked() {
    X509Certificate first = utility.issue(keys);
    utility.certificates.revoke(new SerialNumber(first.getSerialNumber()));

    assertRefused(utility.enroll(keys), "key-not-revoked");
    assertThat(utility.issue(Keys.p256())).isNotNull();
  }

  @Test
  void refusesARevokedKeyToEveryOtherDeviceToo() {
    X509Certificate first = utility.issue(keys);
    utility.certificates.revoke(new SerialNumber(first.getSerialNumber()));
    utility.registerNeighbour();

    assertRefused(utility.enrollNeighbour(keys), "key-not-revoked");
  }

  @Test
  void refusesAKeyThatEverybodyHas() {
    assertRefused(utility.enroll(WeakKeys.trivial()), "key-not-published");
  }

  @Test
  void refusesAKeyThatAnotherDeviceHas() {
    utility.issue(keys);
    utility.registerNeighbour();

    assertRefused(utility.enrollNeighbour(keys), "key-not-shared");
    assertThat(certificate(utility.enrollNeighbour(Keys.p256()))).isNotNull();
  }

  @Test
  void refusesAKeyThatAnotherDeviceIsAboutToGet() {
    utility.key.become(BrokenKey.Fault.AWAY);
    utility.enroll(keys);
    utility.key.become(BrokenKey.Fault.NONE);
    utility.registerNeighbour();

    assertRefused(utility.enrollNeighbour(keys), "key-not-shared");
  }

  @Test
  void certifiesTheKeyOfADeviceThatWasReleased() {
    utility.issue(keys);
    utility.devices.release(utility.device);
    utility.registerNeighbour();

    assertThat(certificate(utility.enrollNeighbour(keys))).isNotNull();
  }

  @Test
  void refusesACertificateOfOursThatNoDeviceHas() {
    var shown = new Credential.OperatorCertificate(utility.authorities.issuing().certificate());

    assertRefused(utility.enroll(shown, Requests.fresh().encoded()), "device-registered");
  }

  @Test
  void refusesHardwareThatNobodyRegistered() {
    var stranger =
        new Credential.FactoryCertificate(
            new HardwareModuleName(EnrollmentFixture.HARDWARE.type(), "00"), true);

    assertRefused(utility.enroll(stranger, Requests.fresh().encoded()), "device-registered");
  }

  @Test
  void asksToWaitForTheApproval() {
    utility.become(Standing.WAITING);

    assertThat(utility.enroll(keys))
        .isInstanceOfSatisfying(
            Outcome.Waiting.class, waiting -> assertThat(waiting.pause()).isPositive());
    assertThat(utility.log.events).isEmpty();
  }

  @Test
  void refusesADeviceOfAClosedSite() {
    utility.become(Standing.CLOSED);

    assertRefused(utility.enroll(keys), "site-open");
  }

  @Test
  void refusesTheNameOfOtherHardware() {
    var other = new HardwareModuleName(EnrollmentFixture.HARDWARE.type(), "00");

    assertRefused(
        utility.enroll(EnrollmentFixture.factory(), Requests.fresh().asking(other).encoded()),
        "hardware-name");
  }

  @Test
  void acceptsTheNameOfItsOwnHardware() {
    byte[] body = Requests.fresh().asking(EnrollmentFixture.HARDWARE).encoded();

    assertThat(certificate(utility.enroll(EnrollmentFixture.factory(), body))).isNotNull();
  }

  @Test
  void refusesAProfileOtherThanRegistered() {
    Outcome outcome =
        utility.enrollment.enroll(
            new Attempt(
                EnrollmentFixture.factory(),
                EnrollmentFixture.CHANNEL,
                Optional.of("csip-aggregator"),
                Optional.empty()),
            Requests.fresh().encoded());

    assertRefused(outcome, "profile-registered");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"root", "issuing", "tls-server", "unheard-of"})
  void refusesAProfileThatNoDeviceMayHaveEvenIfRegisteredForIt(String profile) {
    utility.register(profile, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(5));

    assertRefused(utility.enroll(keys), "profile-enrollable");
    assertThat(utility.enrollment.offers(profile)).isFalse();
  }

  @ParameterizedTest(name = "{0}: no {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "csip-aggregator | country, no organisation, no common name, no host name",
        "csip-aggregator-au | country, no organisation, no common name, no host name",
        "vpn-gateway | organisation, no common name, no host name",
        "openadr-ven | country, no organisation, no common name",
        "iec61850-8-2-xmpp | organisation, no common name, no XMPP address",
        "sunspec-modbus-client | organisation, no common name, no role",
        "sunspec-modbus-server | organisation, no common name, no host name",
        "iec62351-8-role | organisation, no common name, no role"
      })
  void refusesAProfileThatNamesWhatIsNotRegistered(String profile, String lacking) {
    utility.register(profile, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(5));

    Outcome outcome = utility.enroll(keys);

    assertRefused(outcome, "subject-registered");
    assertThat(outcome.toString()).contains("the register has no " + lacking);
  }

  @Test
  void issuesATestCertificateWhereTheAuthorityIsForTests() {
    String name = "ieee2030.5-test-device";
    var bench =
        new EnrollmentFixture(
            sites ->
                sites.replace(PROFILE + ": [", name + ": [P-256]\n          " + PROFILE + ": ["),
            name);
    bench.register(name, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(5));

    assertThat(CertificateText.extensions(certificate(bench.enroll(keys))))
        .contains("1.3.6.1.4.1.40732.2.1");
  }

  @Test
  void refusesAProfileThatAnotherAuthorityIssues() {
    utility.register(
        "ieee2030.5-test-device", Standing.APPROVED, ApparentPower.ofKilovoltAmperes(5));

    assertRefused(utility.enroll(keys), "profile-enrollable");
    var who = Optional.<Credential>of(EnrollmentFixture.factory());
    assertThat(utility.enrollment.requestAttributes(who, Optional.empty())).isNotEmpty();
  }

  @Test
  void refusesP384AtAHome() {
    byte[] body = Requests.of(Keys.p384()).signedWith("SHA384withECDSA").encoded();

    assertRefused(utility.enroll(EnrollmentFixture.factory(), body), "key-algorithm");
  }

  @Test
  void refusesAKeyThatTheProfileDoesNotHaveThoughThePolicyOffersIt() {
    var generous =
        new EnrollmentFixture(
            sites -> sites.replace(PROFILE + ": [P-256]", PROFILE + ": [P-256, P-384]"));
    byte[] body = Requests.of(Keys.p384()).signedWith("SHA384withECDSA").encoded();

    assertThat(generous.enroll(EnrollmentFixture.factory(), body))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(generous.refusals()).containsExactly("profile-key");
  }

  @Test
  void refusesAnUnattestedKeyAtABulkRelevantPlant() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(30_000));

    assertRefused(utility.enroll(keys), "device-identity", "request-linked");
    var attested = new Credential.FactoryCertificate(EnrollmentFixture.HARDWARE, true);
    assertThat(certificate(utility.enrollLinkedOver13(attested, BINDING))).isNotNull();
  }

  /// `tls-protection` bites at T5, outside of its VPN, where nobody gets in anyway.
  @Test
  void refusesTheSuiteOfIeee20305AtABulkRelevantPlant() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(20_000));
    var attested = new Credential.FactoryCertificate(EnrollmentFixture.HARDWARE, true);

    utility.become(AccessNetworks.NONE);

    assertRefused(utility.enrollLinked(attested, BINDING), "wan-path", "tls-protection");
    assertRefused(utility.enrollLinkedOver13(attested, BINDING), "wan-path");
  }

  /// And not inside.
  @Test
  void takesTheSuiteOfIeee20305FromABulkRelevantPlantInsideItsVpn() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(20_000));
    var attested = new Credential.FactoryCertificate(EnrollmentFixture.HARDWARE, true);

    assertThat(certificate(utility.enrollLinked(attested, BINDING))).isNotNull();
    assertThat(certificate(utility.enrollLinkedOver13(attested, BINDING))).isNotNull();
  }

  /// `tls-protection` does not bite below T5.
  @Test
  void takesTheSuiteOfIeee20305FromADistributionPlant() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(19_999));

    assertThat(certificate(utility.enrollLinked(EnrollmentFixture.factory(), BINDING))).isNotNull();
  }

  @Test
  void refusesARequestThatWasSignedForAnotherConnectionEvenAtAHome() {
    assertRefused(
        utility.enrollLinked(EnrollmentFixture.factory(), "b3RoZXIgdW5pcXVl"), "request-linked");
    assertThat(certificate(utility.enrollLinked(EnrollmentFixture.factory(), BINDING))).isNotNull();
  }

  @Test
  void takesAPasswordThatSomebodyTypedForNoBinding() {
    assertThat(certificate(utility.enrollLinked(EnrollmentFixture.factory(), "secret")))
        .isNotNull();
    assertThat(certificate(utility.enrollLinked(EnrollmentFixture.factory(), ""))).isNotNull();
  }

  @Test
  void demandsALinkedRequestFromALargeSite() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(250));

    assertRefused(utility.enroll(keys), "request-linked");
    assertRefused(utility.enrollLinked(EnrollmentFixture.factory(), "secret"), "request-linked");
    assertThat(certificate(utility.enrollLinked(EnrollmentFixture.factory(), BINDING))).isNotNull();
  }

  @Test
  void namesEveryRuleAtOnce() {
    utility.become(Standing.CLOSED);
    var other = new HardwareModuleName(EnrollmentFixture.HARDWARE.type(), "00");

    assertRefused(
        utility.enroll(EnrollmentFixture.factory(), Requests.fresh().asking(other).encoded()),
        "site-open",
        "hardware-name");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void recordsEveryBrokenRequestAndSignsNothing(Defect defect) {
    int before = utility.key.signatures();
    byte[] body = defect.encoded();

    assertThatThrownBy(() -> utility.enroll(EnrollmentFixture.factory(), body))
        .isInstanceOf(MalformedException.class);
    assertThat(utility.refusals()).containsExactly("request-well-formed");
    assertThat(((Event.EnrollmentRefused) utility.log.events.getLast()).request())
        .isEqualTo(Hash.ofLeaf(body));
    assertThat(utility.key.signatures()).isEqualTo(before);
  }

  private void assertRefused(Outcome outcome, String... rules) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.violations())
                    .extracting("rule")
                    .containsExactly((Object[]) rules));
    assertThat(utility.refusals()).containsExactly(rules);
  }
}
