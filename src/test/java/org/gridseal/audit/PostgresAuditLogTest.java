package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAuditLogTest {
  private final AuditFixture fixture = new AuditFixture();

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @Test
  void keepsAnEventWhenItsTransactionCommits() {
    UUID id = fixture.record();

    assertThat(fixture.count("audit_pending WHERE id = '" + id + "'")).isEqualTo(1);
  }

  @Test
  void forgetsAnEventWhenItsTransactionRollsBack() {
    assertThatThrownBy(
            () ->
                fixture.inTransaction(
                    () -> {
                      fixture.log.append(Actor.GRIDSEAL, fixture.event());
                      throw new UnsupportedOperationException("the business failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(fixture.count("audit_pending")).isZero();
  }

  @Test
  void refusesAnEventOutsideATransaction() {
    assertThatThrownBy(() -> fixture.log.append(Actor.GRIDSEAL, fixture.event()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void failsTheTransactionWhenItsEventsCannotBeWritten() {
    UUID first = fixture.record();
    var sameId =
        new PostgresAuditLog(
            fixture.database.transactional(),
            fixture.database.synchronizations(),
            InstantSource.system(),
            () -> first,
            () -> {});

    assertThatThrownBy(
            () -> fixture.inTransaction(() -> sameId.append(Actor.GRIDSEAL, fixture.event())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(fixture.count("audit_pending")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void letsNobodyChangeWhatIsWritten(String role, String statement) {
    fixture.record(300);
    fixture.place();
    fixture.record();

    assertThatThrownBy(() -> execute(as(role), statement))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  static Stream<Arguments> changes() {
    Map<String, String> tables =
        Map.of(
            "audit_pending", "keys = '{}'",
            "log_tail", "seq = seq",
            "log_bundle", "keys = '{}'",
            "log_tile", "idx = 0",
            "log_checkpoint", "size = 0");
    return Stream.of("application", "owner")
        .flatMap(
            role ->
                tables.entrySet().stream()
                    .flatMap(
                        table ->
                            Stream.of(
                                "UPDATE " + table.getKey() + " SET " + table.getValue(),
                                "DELETE FROM " + table.getKey(),
                                "TRUNCATE " + table.getKey()))
                    .map(sql -> Arguments.of(role, sql)));
  }

  /// What somebody might write so that an event seems to have gone on: a head that moved, a bundle
  /// without a tile, or with one of other hashes.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        """
        UPDATE log_head SET size = size + 1;
        DELETE FROM audit_pending
        """,
        """
        INSERT INTO log_bundle
        SELECT 1, entries, first_id, last_id, keys FROM log_bundle;
        DELETE FROM log_tail
        """,
        """
        INSERT INTO log_bundle
        SELECT 1, entries, first_id, last_id, keys FROM log_bundle;
        INSERT INTO log_tile SELECT 0, 1, hashes, root FROM log_tile WHERE level = 0;
        DELETE FROM log_tail
        """,
        """
        INSERT INTO log_bundle
        SELECT 1, entries, first_id, last_id, keys FROM log_bundle;
        INSERT INTO log_tile SELECT 0, 1, hashes, root FROM log_tile WHERE level = 0;
        UPDATE log_head SET size = 512;
        DELETE FROM audit_pending
        """
      })
  void letsNoEventGoToAPlaceWhereItIsNot(String statements) {
    fixture.record(300);
    fixture.place();
    fixture.record();

    assertThatThrownBy(() -> execute(fixture.database.application(), statements))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  private DataSource as(String role) {
    return role.equals("owner") ? fixture.database.owner() : fixture.database.application();
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
