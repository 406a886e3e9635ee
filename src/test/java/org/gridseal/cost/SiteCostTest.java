package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridseal.cost.SessionPlan.Mode;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Move;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Tier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteCostTest {
  private static final Usage QUARTERLY = new Usage(Duration.ofMinutes(15), false);

  private String yaml = "";
  private List<Controls> tiers = List.of();

  @BeforeEach
  void readWhatIsShipped() throws IOException {
    yaml = Files.readString(Path.of("policies/wan.yaml"));
    tiers = PolicyBook.parse(Files.readAllBytes(Path.of("policies/sites.yaml"))).controls();
  }

  @Test
  void makesResumptionWorthItsStepOverASatellite() {
    SiteCost cost = cost(book(), Tier.T1, "vsat", "bgan-flex", QUARTERLY);

    assertThat(price(cost, Suite.TLS12_CCM8, Mode.FULL)).hasToString("USD 250.00");
    assertThat(cost.proposed().orElseThrow().sessions().mode()).isEqualTo(Mode.RESUMED);
    assertThat(cost.proposed().orElseThrow().volume().fullHandshakes()).isEqualTo(30);
  }

  @Test
  void saysWhyAKeptConnectionIsNotProposed() {
    SiteCost cost = cost(book(), Tier.T1, "lte-m", "hologram", QUARTERLY);

    assertThat(cost.cheaper())
        .filteredOn(offer -> offer.sessions().mode() == Mode.KEPT)
        .isNotEmpty()
        .allSatisfy(
            offer ->
                assertThat(offer.against())
                    .contains(
                        "a listener closes what is silent for PT30S, and polls are PT15M apart"
                            + " (gridseal.device.idle-timeout)"));
  }

  @Test
  void proposesAKeptConnectionWhereTheListenerLetsIt() {
    WanBook patient = book("idleTimeout: PT30S", "idleTimeout: PT20M");

    SiteCost cost = cost(patient, Tier.T1, "lte-m", "hologram", QUARTERLY);

    Offer proposed = cost.proposed().orElseThrow();
    assertThat(proposed.sessions().mode()).isEqualTo(Mode.KEPT);
    assertThat(proposed.volume().upkeep()).isGreaterThan(DataVolume.NONE);
    assertThat(cost.cheaper()).isEmpty();
  }

  /// An hour of one connection, then one that resumes; a full handshake each day, and with a suite
  /// that is not resumed one for each connection.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"TLS12_GCM, 30", "TLS13, 720"})
  void countsTheHandshakesThatBringNewKeys(Suite suite, long full) {
    WanBook patient = book("idleTimeout: PT30S", "idleTimeout: PT20M");

    SiteCost cost = cost(patient, Tier.T1, "lte-m", "hologram", QUARTERLY);

    assertThat(cost.offers())
        .filteredOn(offer -> offer.sessions().mode() == Mode.KEPT)
        .filteredOn(offer -> offer.sessions().suite() == suite)
        .isNotEmpty()
        .allSatisfy(offer -> assertThat(offer.volume().fullHandshakes()).isEqualTo(full));
  }

  @Test
  void keepsNoConnectionWhoseKeysAreOldAtTheNextPoll() {
    WanBook patient = book("idleTimeout: PT30S", "idleTimeout: PT2H");
    Usage hourly = new Usage(Duration.ofHours(1), false);

    SiteCost cost = cost(patient, Tier.T1, "lte-m", "hologram", hourly);

    assertThat(cost.offers())
        .filteredOn(offer -> offer.sessions().mode() == Mode.KEPT)
        .isNotEmpty()
        .allSatisfy(
            offer ->
                assertThat(offer.against())
                    .contains(
                        "a connection keeps its keys for PT1H, and polls are PT1H apart"
                            + " (sessions.keyUpdate)"));
  }

  @Test
  void keepsNoConnectionForAModemThatLeaves() {
    WanBook patient = book("idleTimeout: PT30S", "idleTimeout: PT20M");
    Usage leaving = new Usage(Duration.ofMinutes(15), true);

    SiteCost cost = cost(patient, Tier.T1, "lte-m", "hologram", leaving);

    assertThat(cost.proposed().orElseThrow().sessions().mode()).isEqualTo(Mode.RESUMED);
  }

  @Test
  void resumesNothingInTheHighestTier() {
    SiteCost cost = cost(book(), Tier.T5, "private-circuit", "flat-own-line", QUARTERLY);

    assertThat(cost.offers()).noneMatch(it -> it.sessions().mode() == Mode.RESUMED);
    assertThat(cost.proposed().orElseThrow().volume().tunnel()).isGreaterThan(DataVolume.NONE);
  }

  @Test
  void packsALargeSiteOnAPublicNetworkIntoATunnel() {
    SiteCost large = cost(book(), Tier.T4, "lte", "hologram", QUARTERLY);
    SiteCost small = cost(book(), Tier.T1, "lte", "hologram", QUARTERLY);

    assertThat(large.proposed().orElseThrow().sessions().way()).isEqualTo(Controls.Wan.Path.VPN);
    assertThat(large.proposed().orElseThrow().volume().total())
        .isGreaterThan(small.proposed().orElseThrow().volume().total());
  }

  @Test
  void hasNothingToProposeWhereTheTierDoesNotAcceptTheWan() {
    SiteCost cost = cost(book(), Tier.T5, "lte", "hologram", QUARTERLY);

    assertThat(cost.offers()).isEmpty();
    assertThat(cost.proposed()).isEmpty();
  }

  @Test
  void refusesASuiteThatIsForTunnelsOutsideOfOne() {
    Controls careful = controls(Tier.T5);
    SessionPlan outside =
        new SessionPlan(Controls.Wan.Path.PUBLIC_INTERNET, Suite.TLS12_CCM8, Mode.FULL);
    SessionPlan inside = new SessionPlan(Controls.Wan.Path.VPN, Suite.TLS12_CCM8, Mode.FULL);
    Terms terms = new Terms(careful, QUARTERLY, Duration.ofSeconds(30));

    assertThat(terms.against(outside))
        .containsExactly("the tier accepts this suite inside a VPN only (tls.onlyInsideVpn)");
    assertThat(terms.against(inside)).isEmpty();
  }

  @ParameterizedTest(name = "{0} min")
  @CsvSource({"1", "5", "15", "60"})
  void neverCostsLessWithMorePolls(int minutes) {
    Usage often = new Usage(Duration.ofMinutes(minutes), false);
    Usage seldom = new Usage(Duration.ofMinutes(minutes * 2L), false);

    for (Wan wan : book().wans()) {
      DataVolume more = volume(wan, often);
      assertThat(more).isGreaterThan(volume(wan, seldom));
    }
  }

  @Test
  void takesLongerWhereTheWayIsLonger() {
    Latency satellite = latency("vsat", "bgan-flex");
    Latency cellular = latency("lte-m", "hologram");

    assertThat(satellite.typical()).isGreaterThan(Duration.ofMillis(3 * 650));
    assertThat(cellular.typical()).isBetween(Duration.ofMillis(360), Duration.ofMillis(500));
    assertThat(satellite.mean()).isGreaterThan(satellite.typical());
  }

  @Test
  void worksOutAMillionSitesByTheirKinds() {
    Map<FleetCost.Kind, Long> sites = new LinkedHashMap<>();
    sites.put(new FleetCost.Kind(demand(Tier.T1), "lte-m", "hologram", QUARTERLY), 900_000L);
    sites.put(new FleetCost.Kind(demand(Tier.T2), "lte", "hologram", QUARTERLY), 99_000L);
    sites.put(new FleetCost.Kind(demand(Tier.T5), "lte", "hologram", QUARTERLY), 1_000L);

    FleetCost fleet = FleetCost.of(book(), sites);

    FleetCost.Line homes = fleet.lines().getFirst();
    assertThat(homes.price())
        .hasValue(homes.perSite().orElseThrow().price().orElseThrow().times(900_000));
    assertThat(fleet.unpriced()).isEqualTo(1_000);
    assertThat(fleet.prices()).hasSize(1);
    assertThat(fleet.volume().octets())
        .isEqualTo(fleet.lines().stream().mapToLong(it -> it.volume().octets()).sum());
  }

  private Move.Demand demand(Tier tier) {
    return new Move.Demand(tier, controls(tier));
  }

  private DataVolume volume(Wan wan, Usage usage) {
    WanBook book = book();
    return book.site(tiers.getFirst(), wan, book.plansFor(wan).getFirst(), usage).offers().stream()
        .filter(Offer::allowed)
        .map(offer -> offer.volume().total())
        .min(java.util.Comparator.naturalOrder())
        .orElseThrow();
  }

  private Latency latency(String wan, String plan) {
    return cost(book(), Tier.T1, wan, plan, QUARTERLY).proposed().orElseThrow().latency();
  }

  private SiteCost cost(WanBook book, Tier tier, String wan, String plan, Usage usage) {
    return book.site(controls(tier), book.wan(wan), book.plan(plan), usage);
  }

  private Controls controls(Tier tier) {
    return tiers.get(List.of(Tier.values()).indexOf(tier));
  }

  private static Money price(SiteCost cost, Suite suite, Mode mode) {
    return cost.offers().stream()
        .filter(it -> it.sessions().suite() == suite && it.sessions().mode() == mode)
        .findFirst()
        .orElseThrow()
        .price()
        .orElseThrow();
  }

  private WanBook book() {
    return WanBook.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private WanBook book(String right, String instead) {
    assertThat(yaml).contains(right);
    return WanBook.parse(yaml.replace(right, instead).getBytes(StandardCharsets.UTF_8));
  }
}
