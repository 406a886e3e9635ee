package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.authorisation.Authorisations.Change;
import org.gridseal.authorisation.Authorisations.Changes;
import org.gridseal.authorisation.Authorisations.Decided;
import org.gridseal.authorisation.Authorisations.Standing;
import org.gridseal.authorisation.Authorisations.Why;
import org.gridseal.authorisation.Identities.Shown;
import org.gridseal.authorisation.Measure.Agreement;
import org.gridseal.authorisation.Measure.End;
import org.gridseal.authorisation.Measure.Outcome;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteState;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is kept, what is derived, and what the database itself refuses.
class PostgresAuthorisationTest {
  private static final Instant NOW = Authorities.NOW;
  private static final Lfdi FACTORY = Lfdi.fromString("11".repeat(20));
  private static final Lfdi OURS = Lfdi.fromString("22".repeat(20));
  private static final Lfdi STRANGER = Lfdi.fromString("33".repeat(20));
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");
  private static final DeviceId DEVICE =
      DeviceId.fromString("00000000-0000-0001-0000-000000000001");
  private static final HardwareIdentity HARDWARE =
      new HardwareIdentity("1.3.6.1.4.1.40732.99.1", new byte[] {10, 11, 12, 13});

  private final Database database = Database.shared();
  private final PostgresMeasures measures = new PostgresMeasures(database.application());
  private final PostgresIdentities identities = new PostgresIdentities(database.application());
  private final PostgresAuthorisations authorisations =
      new PostgresAuthorisations(database.application(), identities);

  @BeforeEach
  void register() throws SQLException {
    database.clear();
    database.asSuperuser(
        """
        SET session_replication_role = replica;
        INSERT INTO site (id, version, organisation, state, revision, size_va, tier,
          approvals_needed, approvals_given, submitted_by, submitted_at, changed_at,
          application_ref, connection_point_scheme, connection_point_id, address_line,
          address_city, address_region, address_postcode, address_country, customer_name,
          customer_email, customer_phone, operator_name, operator_email, operator_phone,
          installer_name, installer_email, installer_phone, pcc_voltage, phases_available,
          phases_installed, approved_capacity_va, islandable, central_protection, comm_path, wan,
          poll_rate_s, post_rate_s, declared_by, declared_as, declared_text, declared_at)
        VALUES ('00000000-0000-0002-0000-000000000002', 1, 'sunny', 'APPROVED', 1, 5000, 'T1', 1, 1,
          'someone', now(), now(), 'A-1', 'OTHER', 'SP-1', 'l', 'c', 'r', 'p', 'US', 'n', 'e', 'p',
          'n', 'e', 'p', 'n', 'e', 'p', 230, 1, 1, 5000, false, false, 'DIRECT', 'LTE', 300, 300,
          'd', 'd', 'd', now());
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile, lfdi)
        VALUES ('00000000-0000-0001-0000-000000000001', '00000000-0000-0002-0000-000000000002',
          0, false, '1.3.6.1.4.1.40732.99.1', '\\x0a0b0c0d', 'ieee2030.5-device',
          decode(repeat('11', 20), 'hex'));
        INSERT INTO draft_form (id, profile, authority, to_be_signed)
        VALUES (1, 'ieee2030.5-device', 'issuing', '\\x00');
        INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
          draft, intended_at)
        VALUES ('\\x0a0b', '00000000-0000-0001-0000-000000000001', 1, sha256('k'), 1, '\\x00',
          '2030-01-01Z');
        INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at)
        VALUES ('\\x0a0b', decode(repeat('22', 20), 'hex'), '\\x00', '2040-01-01Z', '2030-01-01Z');
        """);
  }

  @Test
  void keepsAMeasureWithWhoAgreedAndHowItEnded() {
    Measure proposed = measure(new Target.OfCertificate(SERIAL), 1);
    measures.add(proposed);
    assertThat(measures.find(proposed.id())).contains(proposed);
    assertThat(measures.open()).containsExactly(proposed);

    var second = new Agreement("second", Set.of("approver", "operator"), NOW.plusSeconds(1));
    assertThat(measures.agree(proposed.id(), 2, second)).isTrue();
    var end = new End(Outcome.TAKEN, "second", NOW.plusSeconds(1));
    assertThat(measures.end(proposed.id(), end)).isTrue();

    assertThat(measures.about(proposed.target()))
        .containsExactly(proposed.with(second).ended(end.outcome(), end.by(), end.at()));
    assertThat(measures.open()).isEmpty();
    assertThat(measures.end(proposed.id(), end)).isFalse();
  }

  @Test
  void countsNobodyTwiceAndNoTwoAsTheSame() {
    Measure proposed = measure(new Target.OfLfdi(FACTORY), 1);
    measures.add(proposed);

    assertThat(measures.agree(proposed.id(), 2, proposed.agreements().getFirst())).isFalse();
    var second = new Agreement("second", Set.of(), NOW);
    assertThat(measures.agree(proposed.id(), 2, second)).isTrue();
    var third = new Agreement("third", Set.of(), NOW);
    assertThat(measures.agree(proposed.id(), 2, third)).as("at the same time").isFalse();
  }

  @Test
  void remembersEachDecisionAndTheStateAtAMoment() {
    decide(FACTORY, 1, LfdiState.SUSPENDED, NOW);
    decide(FACTORY, 2, LfdiState.DENIED, NOW.plusSeconds(10));
    decide(FACTORY, 3, LfdiState.ALLOWED, NOW.plusSeconds(20));

    assertThat(authorisations.stateOf(FACTORY, NOW.minusSeconds(1))).isEqualTo(LfdiState.ALLOWED);
    assertThat(authorisations.stateOf(FACTORY, NOW)).isEqualTo(LfdiState.SUSPENDED);
    assertThat(authorisations.stateOf(FACTORY, NOW.plusSeconds(15))).isEqualTo(LfdiState.DENIED);
    assertThat(authorisations.stateOf(FACTORY, NOW.plusSeconds(20))).isEqualTo(LfdiState.ALLOWED);
    assertThat(authorisations.historyOf(FACTORY))
        .extracting(Decided::state)
        .containsExactly(LfdiState.ALLOWED, LfdiState.DENIED, LfdiState.SUSPENDED);
    assertThat(authorisations.decide(FACTORY, decided(3, LfdiState.DENIED, NOW)))
        .as("a step is taken once")
        .isFalse();
  }

  @Test
  void tellsChangesAfterACursorInTheirOrder() throws SQLException {
    assertThat(authorisations.head()).isEqualTo(Cursor.START);
    decide(FACTORY, 1, LfdiState.SUSPENDED, NOW);
    decide(STRANGER, 1, LfdiState.DENIED, NOW);
    decide(FACTORY, 2, LfdiState.ALLOWED, NOW);

    Changes first = authorisations.since(Cursor.START, 2);
    assertThat(first.more()).isTrue();
    assertThat(first.changes())
        .containsExactly(
            new Change.OfLfdi(FACTORY, LfdiState.SUSPENDED, NOW),
            new Change.OfLfdi(STRANGER, LfdiState.DENIED, NOW));
    revoke(1, 6);
    become("SUSPENDED");
    Changes rest = authorisations.since(first.next(), 100);

    assertThat(rest.more()).isFalse();
    assertThat(rest.changes())
        .hasExactlyElementsOfTypes(
            Change.OfCertificate.class, Change.OfLfdi.class, Change.OfSite.class);
    assertThat(rest.changes().getFirst())
        .isInstanceOfSatisfying(
            Change.OfCertificate.class,
            change -> {
              assertThat(change.lfdi()).isEqualTo(OURS);
              assertThat(change.good()).isFalse();
            });
    assertThat(rest.changes().getLast())
        .isInstanceOfSatisfying(
            Change.OfSite.class, change -> assertThat(change.letsIn()).isFalse());
    assertThat(rest.next()).isEqualTo(authorisations.head());
    assertThat(authorisations.since(rest.next(), 100).changes()).isEmpty();
    assertThat(Cursor.fromString(rest.next().toString())).isEqualTo(rest.next());
  }

  @Test
  void derivesWhoIsLetInFromEverythingThatCounts() throws SQLException {
    assertThat(standing(OURS)).isInstanceOf(Standing.Authorised.class);
    assertThat(standing(FACTORY)).isInstanceOf(Standing.Authorised.class);
    assertThat(standing(STRANGER)).isInstanceOf(Standing.Stranger.class);

    become("SUSPENDED");
    assertThat(why(OURS)).isEqualTo(Why.SITE_CLOSED);
    assertThat(why(FACTORY)).isEqualTo(Why.SITE_CLOSED);
    become("APPROVED");
    assertThat(standing(OURS)).as("and back").isInstanceOf(Standing.Authorised.class);

    revoke(1, 6);
    assertThat(why(OURS)).isEqualTo(Why.CERTIFICATE_HELD);
    assertThat(standing(FACTORY)).isInstanceOf(Standing.Authorised.class);
    revoke(2, 8);
    assertThat(standing(OURS)).isInstanceOf(Standing.Authorised.class);
    revoke(3, 1);
    assertThat(why(OURS)).isEqualTo(Why.CERTIFICATE_REVOKED);

    decide(OURS, 1, LfdiState.DENIED, NOW);
    assertThat(why(OURS)).as("what people decided comes first").isEqualTo(Why.LFDI_DENIED);
    decide(STRANGER, 1, LfdiState.SUSPENDED, NOW);
    assertThat(why(STRANGER)).isEqualTo(Why.LFDI_SUSPENDED);
  }

  @Test
  void findsTheDeviceBehindAnIdentity() {
    Holder holder = identities.holderOf(SERIAL).orElseThrow();

    assertThat(holder.device()).isEqualTo(DEVICE);
    assertThat(holder.hardware()).isEqualTo(HARDWARE);
    assertThat(holder.state()).isEqualTo(SiteState.APPROVED);
    assertThat(holder.isLetIn()).isTrue();
    assertThat(identities.holderOf(OURS)).contains(holder);
    assertThat(identities.holderOf(FACTORY)).contains(holder);
    assertThat(identities.holderOf(STRANGER)).isEmpty();
    assertThat(identities.lfdiOf(SERIAL)).contains(OURS);
    assertThat(identities.holdersOf(List.of(new Shown(STRANGER, Optional.of(HARDWARE)))))
        .as("a factory certificate that nobody gave the LFDI of")
        .containsEntry(STRANGER, holder);
  }

  @Test
  void namesAllThatADeviceCanBeKnownBy() {
    decide(FACTORY, 1, LfdiState.DENIED, NOW);

    List<Identity> all = identities.of(DEVICE);

    assertThat(all).extracting(Identity::lfdi).containsExactly(FACTORY, OURS);
    assertThat(all)
        .extracting(Identity::state)
        .containsExactly(LfdiState.DENIED, LfdiState.ALLOWED);
    assertThat(all.getLast().certificate()).contains(SERIAL);
  }

  @Test
  void letsTheServiceChangeNothingThatWasWritten() {
    decide(FACTORY, 1, LfdiState.DENIED, NOW);

    for (String table :
        List.of(
            "measure", "measure_agreement", "measure_end", "lfdi_authorisation", "site_change")) {
      assertThatThrownBy(() -> asService("DELETE FROM " + table)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void refusesAMeasureAboutNothingOrAboutBoth() {
    assertThatThrownBy(
            () ->
                asService(
                    "INSERT INTO measure (id, act, reason, proposed_by, proposed_at)"
                        + " VALUES (gen_random_uuid(), 'SUSPEND', 'lost', 'x', now())"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void saysThatTheDatabaseIsAway() {
    database.killConnections();
    // The pool finds out and connects anew; what is asked in between fails with one word.
    try {
      authorisations.head();
    } catch (DatabaseException e) {
      assertThat(e).hasMessageContaining("cannot be read");
    }
    assertThat(authorisations.head()).isEqualTo(Cursor.START);
  }

  private void decide(Lfdi lfdi, int step, LfdiState state, Instant at) {
    assertThat(authorisations.decide(lfdi, decided(step, state, at))).isTrue();
  }

  private Decided decided(int step, LfdiState state, Instant at) {
    Measure measure = measure(new Target.OfLfdi(FACTORY), step);
    measures.add(measure);
    return new Decided(step, state, "stolen", measure.id(), "somebody", at);
  }

  private static Measure measure(Target target, int number) {
    return new Measure(
        new UUID(number, System.nanoTime()),
        target,
        Act.WITHDRAW,
        "stolen",
        NOW,
        List.of(new Agreement("first", Set.of("operator"), NOW)),
        Optional.empty());
  }

  private Standing standing(Lfdi lfdi) {
    return authorisations.standingOf(lfdi);
  }

  private Why why(Lfdi lfdi) {
    return ((Standing.KeptOut) standing(lfdi)).why();
  }

  private void become(String state) throws SQLException {
    asService("UPDATE site SET state = '" + state + "'");
  }

  private void revoke(int step, int reason) throws SQLException {
    asService(
        """
        INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
          bucket, not_after)
        VALUES ('\\x0a0b', %d, %d, '2030-01-01Z', 'somebody', 'issuing', 0, '2040-01-01Z')
        """
            .formatted(step, reason));
  }

  private void asService(String statement) throws SQLException {
    try (var connection = database.application().getConnection();
        var execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }
}
