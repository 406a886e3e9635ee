package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Voltage;
import org.junit.jupiter.api.Test;

/// What holds for every site, asked of a million that nobody thought of. The seeds are fixed, so
/// that what fails once fails again.
class RandomSitesTest {
  private static final int SITES = 1_000_000;
  private static final int AGGREGATORS = 2_000;

  private static final PolicyBook SHIPPED = Book.of(Book.shipped());

  private static final PolicyBook RULED =
      Book.of(
          Book.withRules(
                  """
                  - name: storage-at-the-end
                    says: storage at the end of a line is a large site
                    about: tier
                    when: >-
                      site.feeder == 'F1' && site.size > power('12 kVA')
                      || units.exists(unit, unit.storage)
                    exceptions:
                      - name: small
                        says: but for the smallest
                        when: site.size <= power('7 kVA')
                    raiseTo: T3
                  - name: medium-voltage
                    says: at medium voltage a site is a plant
                    about: tier
                    when: site.voltage >= voltage('20 kV')
                    exceptions: []
                    raiseTo: T4
                  """)
              .replace(
                  "overrides: []",
                  """
                  overrides:
                    - name: short
                      says: short sessions
                      scope: { feeders: [F1], protocols: [ieee2030.5] }
                      tiers: [T1]
                      controls: { sessions: { resumption: PT12H } }
                  """));

  @Test
  void eachIsInExactlyOneTier() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < SITES; i++) {
      Connection site = site(random);

      SecurityPolicy policy = SHIPPED.policyFor(site);

      long named = policy.rules().stream().filter(rule -> rule.startsWith("size-")).count();
      // No assertion library here: a million of its objects take longer than the decisions.
      if (named != 1 || !SHIPPED.policyFor(site).equals(policy)) {
        throw new AssertionError(site + " has " + policy.rules());
      }
    }
  }

  @Test
  void noneIsAskedForLessWhenItGrows() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < SITES / 4; i++) {
      Connection site = site(random);
      Connection grown =
          new Connection(
              new ApparentPower(site.size().voltAmperes() + random.nextLong(30_000_000)),
              site.voltage(),
              site.setting());

      SecurityPolicy before = RULED.policyFor(site);
      SecurityPolicy after = RULED.policyFor(grown);

      if (after.tier().compareTo(before.tier()) < 0
          || !Strength.weakened(before.controls(), after.controls()).isEmpty()) {
        throw new AssertionError(site + " is " + before.tier() + ", grown " + after.tier());
      }
    }
  }

  @Test
  void anAggregatorIsNeverInALowerTierThanAnyOfItsSites() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < AGGREGATORS; i++) {
      List<Connection> sites = sites(random);

      Tier tier = RULED.policyForAggregator(sites).tier();

      ApparentPower sum =
          ApparentPower.sum(sites.stream().map(Connection::size).collect(Collectors.toList()));
      assertThat(tier).isGreaterThanOrEqualTo(Tier.T3);
      assertThat(tier).isGreaterThanOrEqualTo(SHIPPED.policyFor(sum).tier());
      assertThat(sites)
          .allSatisfy(
              site -> assertThat(tier).isGreaterThanOrEqualTo(RULED.policyFor(site).tier()));
    }
  }

  @Test
  void anAggregatorNeverSinksWhenASiteComesOrGrows() {
    var random = new SplittableRandom(4);
    for (int i = 0; i < AGGREGATORS; i++) {
      List<Connection> sites = sites(random);
      List<Connection> more = new ArrayList<>(sites);
      more.add(site(random));

      assertThat(RULED.policyForAggregator(more).tier())
          .isGreaterThanOrEqualTo(RULED.policyForAggregator(sites).tier());
    }
  }

  private static List<Connection> sites(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(30)).mapToObj(n -> site(random)).toList();
  }

  /// Sizes over nine orders of magnitude, and often just at a bound.
  private static Connection site(SplittableRandom random) {
    long size =
        random.nextInt(4) == 0
            ? List.of(0L, 30_000L, 200_000L, 1_000_000L, 20_000_000L).get(random.nextInt(5))
                + random.nextInt(-1, 2)
            : (long) Math.pow(10, random.nextDouble() * 9);
    return new Connection(
        new ApparentPower(Math.max(0, size)),
        random.nextInt(20) == 0 ? Voltage.ofVolts(random.nextLong(150_000)) : Voltage.ofVolts(400),
        new Setting(
            "north",
            "F" + random.nextInt(4),
            List.of(random.nextBoolean() ? "ieee2030.5-device" : "openadr-ven"),
            units(random)));
  }

  private static List<UnitFacts> units(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(
            n ->
                new UnitFacts(
                    random.nextInt(5) == 0 ? DerType.OTHER_STORAGE : DerType.PHOTOVOLTAIC,
                    new ApparentPower(random.nextLong(1, 30_000))))
        .toList();
  }
}
