package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Revocation.WhenStale;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Violation;
import org.gridseal.site.Voltage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyBookTest {
  private static final String DEVICE = "ieee2030.5-device";

  private final byte[] yaml = read(Path.of("policies/sites.yaml"));
  private final PolicyBook book = PolicyBook.parse(yaml);

  @ParameterizedTest(name = "{0} VA is {1}")
  @CsvSource({
    "0, T1",
    "30000, T1",
    "30001, T2",
    "200000, T2",
    "200001, T3",
    "999999, T3",
    "1000000, T4",
    "19999999, T4",
    "20000000, T5",
    "9223372036854775807, T5"
  })
  void putsEverySizeInOneTier(long voltAmperes, Tier tier) {
    SecurityPolicy policy = book.policyFor(new ApparentPower(voltAmperes));

    assertThat(policy.tier()).isEqualTo(tier);
    assertThat(policy.rules()).containsExactly("size-" + tier.suffix());
  }

  @ParameterizedTest(name = "{0} V is {1}")
  @CsvSource({"230, T1", "59999, T1", "60000, T5", "110000, T5"})
  void raisesASmallSiteAtHighVoltage(long volts, Tier tier) {
    SecurityPolicy policy =
        book.policyFor(new Connection(ApparentPower.ofKilovoltAmperes(5), Voltage.ofVolts(volts)));

    assertThat(policy.tier()).isEqualTo(tier);
  }

  @Test
  void namesEveryRuleThatRaisedATier() {
    SecurityPolicy policy =
        book.policyFor(new Connection(ApparentPower.ofKilovoltAmperes(5), Voltage.ofVolts(66_000)));

    assertThat(policy.rules()).containsExactly("size-t1", "voltage-t5");
  }

  @Test
  void neverTreatsAnAggregatorAsSmall() {
    assertThat(book.policyForAggregator(List.of()).tier()).isEqualTo(Tier.T3);
    assertThat(book.policyForAggregator(homes(3)).rules())
        .containsExactly("aggregate-size-t1", "aggregator-minimum-t3");
  }

  @Test
  void addsUpTheSitesOfAnAggregator() {
    assertThat(book.policyForAggregator(homes(3_999)).tier()).isEqualTo(Tier.T4);
    assertThat(book.policyForAggregator(homes(4_000)).tier()).isEqualTo(Tier.T5);
  }

  @Test
  void treatsAnAggregatorAsItsHighestSite() {
    var atHighVoltage = new Connection(ApparentPower.ofKilovoltAmperes(5), Voltage.ofVolts(66_000));

    SecurityPolicy policy = book.policyForAggregator(List.of(atHighVoltage));

    assertThat(policy.tier()).isEqualTo(Tier.T5);
    assertThat(policy.rules()).containsExactly("aggregate-size-t1", "largest-site-t5");
  }

  @Test
  void asksForTwoPeopleFromTheThirdTierUp() {
    assertThat(Stream.of(5, 100, 250, 5_000, 25_000).map(this::peopleToIssue))
        .containsExactly(1, 1, 2, 2, 2);
    assertThat(ofKilovoltAmperes(25_000).approvals().issue().including())
        .containsExactly("approver");
  }

  @Test
  void shortensLifetimesAsSitesGrow() {
    assertThat(Stream.of(5, 100, 250, 5_000, 25_000).map(this::lifetime))
        .extracting(Period::getYears)
        .containsExactly(5, 3, 2, 1, 1);
  }

  @Test
  void failsClosedOnlyWhereTheBulkGridDependsOnIt() {
    assertThat(Stream.of(5, 100, 250, 5_000, 25_000).map(this::whenStale))
        .containsExactly(
            WhenStale.PERMIT,
            WhenStale.PERMIT,
            WhenStale.PERMIT,
            WhenStale.PERMIT,
            WhenStale.REFUSE);
  }

  /// It is registered, approved and taken away like any site of that tier.
  @Test
  void treatsTheSiteFromWhichAnAggregatorSpeaksAsNoSmallOne() {
    var office =
        new Connection(
            ApparentPower.ofKilovoltAmperes(1),
            Connection.LOW,
            new Setting("", "", List.of("csip-aggregator"), List.of()));

    SecurityPolicy policy = book.policyFor(office);

    assertThat(policy.tier()).isEqualTo(Tier.T3);
    assertThat(policy.rules()).containsExactly("size-t1", "aggregator-minimum-t3");
    assertThat(policy.approvals().issue().persons()).isEqualTo(2);
  }

  @Test
  void permitsAHomeWithACode() {
    Ruling ruling =
        decide(5, Optional.of(KeyAlgorithm.P256), DEVICE, DeviceIdentityKind.ONE_TIME_CODE);

    assertThat(ruling.permits()).isTrue();
    assertThat(ruling.policy()).isEqualTo(book.policyFor(ApparentPower.ofKilovoltAmperes(5)));
    assertThat(ruling.version()).isEqualTo(book.version());
  }

  @Test
  void refusesWithEveryReasonAtOnce() {
    Ruling ruling = decide(250, Optional.empty(), DEVICE, DeviceIdentityKind.ONE_TIME_CODE);

    assertThat(ruling.rules()).containsExactly("size-t3", "device-identity", "key-algorithm");
    assertThat(ruling.violations())
        .extracting(Violation::rule)
        .containsExactly("device-identity", "key-algorithm");
  }

  @Test
  void tellsWhatToDoAboutAKey() {
    Ruling ruling =
        decide(5, Optional.of(KeyAlgorithm.P384), DEVICE, DeviceIdentityKind.FACTORY_CERTIFICATE);

    assertThat(ruling.violations())
        .containsExactly(
            new Violation("", "key-algorithm", "make a new key on P-256 (tier T1, residential)"));
  }

  @Test
  void refusesAProfileThatNoSiteOfItsTierMayAskFor() {
    Ruling ruling =
        decide(
            5,
            Optional.of(KeyAlgorithm.P256),
            "csip-aggregator",
            DeviceIdentityKind.FACTORY_CERTIFICATE);

    assertThat(ruling.violations())
        .extracting(Violation::rule)
        .containsExactly("certificate-profile");
  }

  @Test
  void namesItselfByTheDigestOfItsFile() throws Exception {
    assertThat(book.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(yaml));
  }

  private Ruling decide(
      long kilovoltAmperes,
      Optional<KeyAlgorithm> key,
      String profile,
      DeviceIdentityKind identity) {
    return book.answer(
        new Question.Enrollment(
            Applicant.site(
                Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(kilovoltAmperes))),
            new Proposal(
                key,
                KeyOrigin.DEVICE,
                profile,
                identity,
                true,
                Optional.empty(),
                Optional.of(Protection.TLS13),
                Set.of(Controls.Wan.Path.values())),
            Instant.EPOCH));
  }

  private SecurityPolicy ofKilovoltAmperes(long size) {
    return book.policyFor(ApparentPower.ofKilovoltAmperes(size));
  }

  private int peopleToIssue(int kilovoltAmperes) {
    return ofKilovoltAmperes(kilovoltAmperes).approvals().issue().persons();
  }

  private Period lifetime(int kilovoltAmperes) {
    return ofKilovoltAmperes(kilovoltAmperes).certificate().lifetime();
  }

  private WhenStale whenStale(int kilovoltAmperes) {
    return ofKilovoltAmperes(kilovoltAmperes).controls().revocation().whenStale();
  }

  private static List<Connection> homes(int number) {
    return Stream.generate(() -> Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(5)))
        .limit(number)
        .toList();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
