package org.gridseal.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.RollbackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.gridseal.testing.CountingChance;
import org.gridseal.testing.Database;
import org.gridseal.testing.SiteFiles;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HibernateSitesTest {
  static final List<String> VALID = SiteFiles.VALID;

  private static final Requirement ONE = new Requirement("T1", 1, List.of());
  private static final Requirement TWO = new Requirement("T3", 2, List.of());
  private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");

  private static EntityManagerFactory factory;

  private final CountingChance chance = new CountingChance();

  @BeforeAll
  static void mapTheEntities() {
    factory =
        new HibernatePersistenceConfiguration("sites")
            .managedClasses(
                Site.class,
                InstalledUnit.class,
                Device.class,
                Review.class,
                Submission.class,
                Aggregator.class)
            .managedClasses(Columns.class.getDeclaredClasses())
            .property("jakarta.persistence.nonJtaDataSource", Database.shared().application())
            .property("hibernate.jdbc.time_zone", "UTC")
            .createEntityManagerFactory();
  }

  @AfterAll
  static void close() {
    factory.close();
  }

  @BeforeEach
  void clear() {
    Database.shared().clear();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("VALID")
  void givesBackWhatWasKept(String name) {
    Application application = SiteFiles.application(name);
    SiteId id = keep(application, ONE);

    Site site = inTransaction(sites -> sites.find(id).orElseThrow());

    assertThat(site.application()).isEqualTo(application.withoutSecrets());
    assertThat(site.size()).isEqualTo(application.size());
    assertThat(site.submittedAt()).isEqualTo(AT);
    assertThat(site.state()).isEqualTo(SiteState.SUBMITTED);
  }

  @Test
  void keepsThePinVerifier() {
    SiteId id = keep(SiteFiles.application("home-pv"), ONE);

    Site site = inTransaction(sites -> sites.find(id).orElseThrow());

    assertThat(site.devices().getFirst().pin().orElseThrow().accepts(Pin.fromString("123455")))
        .isTrue();
  }

  @Test
  void findsBySeveralKeys() {
    Application application = SiteFiles.application("home-pv");
    SiteId id = keep(application, ONE);
    var nobody = new SiteId(new UUID(0, 0));
    HardwareIdentity hardware = application.devices().getFirst().identity();
    Product product = application.units().getFirst().product();

    Optional<Site> own = inTransaction(s -> s.findByReference("org", "HOME-0001"));
    Optional<Site> foreign = inTransaction(s -> s.findByReference("another", "HOME-0001"));
    Optional<SiteId> ofDevice = inTransaction(s -> s.holderOf(hardware, nobody));
    Optional<SiteId> besides = inTransaction(s -> s.holderOf(hardware, id));
    Optional<SiteId> ofUnit = inTransaction(s -> s.holderOf(product, nobody));

    assertThat(own.map(Site::id)).hasValue(id);
    assertThat(foreign).isEmpty();
    assertThat(ofDevice).hasValue(id);
    assertThat(besides).isEmpty();
    assertThat(ofUnit).hasValue(id);
  }

  @Test
  void keepsReviewsAndReplacesPartsOnResubmission() {
    Application application = SiteFiles.application("shop-pv");
    SiteId id = keep(application, TWO);
    DeviceId device = inTransaction(s -> s.find(id).orElseThrow().devices().getFirst().id());

    inTransaction(
        sites -> {
          sites.find(id).orElseThrow().returnToInstaller(note("swap them"), decider("olga"));
          return id;
        });
    var swapped =
        new Application(
            application.particulars(), application.units().reversed(), application.devices());
    inTransaction(
        sites -> {
          sites.find(id).orElseThrow().resubmit(swapped, TWO, "ines", AT, chance);
          return id;
        });

    Site site = inTransaction(sites -> sites.find(id).orElseThrow());
    assertThat(site.application()).isEqualTo(swapped.withoutSecrets());
    assertThat(site.devices().getFirst().id()).isEqualTo(device);
    assertThat(site.reviews()).extracting(r -> r.note().orElseThrow()).containsExactly("swap them");
  }

  @Test
  void tellsHowLongTheLastApprovalsTook() {
    SiteId home = keep(SiteFiles.application("home-pv"), ONE);
    SiteId large = keep(SiteFiles.application("warehouse-pv"), TWO);
    keep(SiteFiles.application("shop-pv"), ONE);
    approve(home, "olga", ONE, Duration.ofHours(5));
    approve(large, "olga", TWO, Duration.ofDays(1));
    approve(large, "omar", TWO, Duration.ofDays(3));

    List<PastApproval> all = inTransaction(sites -> sites.lastApprovals(10));
    List<PastApproval> newest = inTransaction(sites -> sites.lastApprovals(1));

    assertThat(all)
        .extracting(PastApproval::took)
        .containsExactly(Duration.ofDays(3), Duration.ofHours(5));
    assertThat(newest).containsExactly(all.getFirst());
  }

  @Test
  void letsOneOfTwoSimultaneousReviewersWin() {
    SiteId id = keep(SiteFiles.application("warehouse-pv"), TWO);

    try (EntityManager slow = factory.createEntityManager()) {
      slow.getTransaction().begin();
      Site stale = new HibernateSites(slow).find(id).orElseThrow();
      inTransaction(sites -> sites.find(id).orElseThrow().approve(decider("olga"), TWO));
      stale.approve(decider("omar"), TWO);

      assertThatExceptionOfType(RollbackException.class)
          .isThrownBy(() -> slow.getTransaction().commit());
    }
    Site site = inTransaction(sites -> sites.find(id).orElseThrow());
    assertThat(site.approvalsGiven()).isEqualTo(1);
    assertThat(site.reviews()).hasSize(1);
  }

  @Test
  void holdsEachDeviceOnceEvenInARace() {
    keep(SiteFiles.application("home-pv"), ONE);

    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(() -> keep(SiteFiles.application("home-pv"), ONE, "another"));
  }

  @Test
  void letsReleasedHardwareGo() {
    SiteId id = keep(SiteFiles.application("home-pv"), ONE);
    inTransaction(
        sites -> {
          sites.find(id).orElseThrow().refuse(note("no"), decider("olga"));
          return id;
        });

    SiteId second = keep(SiteFiles.application("home-pv"), ONE, "another");

    assertThat(second).isNotEqualTo(id);
  }

  @Test
  void listsInTheOrderAskedFor() {
    SiteId first = keep(SiteFiles.application("home-pv"), ONE);
    SiteId second = keep(SiteFiles.application("shop-pv"), ONE);
    SiteId other = keep(SiteFiles.application("warehouse-pv"), ONE, "another");

    assertThat(ids("org", Listing.Order.NEWEST_FIRST, null, 10)).containsExactly(second, first);
    assertThat(ids(null, Listing.Order.OLDEST_FIRST, first, 1)).containsExactly(second);
    assertThat(ids(null, Listing.Order.OLDEST_FIRST, second, 5)).containsExactly(other);
  }

  @ParameterizedTest
  @FieldSource("FORBIDDEN")
  void mayNotChangeEvidence(String sql) throws SQLException {
    try (Connection connection = Database.shared().application().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute(sql))
          .withMessageContaining("permission denied");
    }
  }

  static final List<String> FORBIDDEN =
      List.of(
          "UPDATE site_review SET reviewer = 'x'",
          "DELETE FROM site_review",
          "TRUNCATE site_review",
          "UPDATE submission SET content = '{}'",
          "DELETE FROM submission",
          "DELETE FROM site");

  private List<SiteId> ids(
      @Nullable String organisation, Listing.Order order, @Nullable SiteId after, int limit) {
    return inTransaction(
        sites ->
            sites
                .list(new Listing(organisation, SiteState.SUBMITTED, order, after, limit))
                .sites()
                .stream()
                .map(Site::id)
                .toList());
  }

  private SiteId keep(Application application, Requirement requirement) {
    return keep(application, requirement, "org");
  }

  private SiteId keep(Application application, Requirement requirement, String organisation) {
    return inTransaction(
        sites -> {
          Site site = Site.submit(application, requirement, organisation, "ines", AT, chance);
          sites.add(site);
          sites.add(new Submission(site, "{}", chance.salt()));
          return site.id();
        });
  }

  private void approve(SiteId id, String reviewer, Requirement requirement, Duration later) {
    Decider decider = new Decider(chance.id(), reviewer, Set.of("operator"), AT.plus(later));
    inTransaction(
        sites -> {
          sites.find(id).orElseThrow().approve(decider, requirement);
          return id;
        });
  }

  private Decider decider(String reviewer) {
    return new Decider(chance.id(), reviewer, Set.of("operator"), AT);
  }

  private Note note(String text) {
    return new Note(text, chance.salt());
  }

  private static <T> T inTransaction(Function<Sites, T> work) {
    return factory.callInTransaction(entities -> work.apply(new HibernateSites(entities)));
  }
}
