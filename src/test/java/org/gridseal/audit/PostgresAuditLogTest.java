package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresAuditLogTest {
  private final AuditFixture fixture = new AuditFixture();

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @Test
  void keepsAnEventWhenItsTransactionCommits() throws SQLException {
    UUID id = fixture.record();

    assertThat(count("audit_event WHERE id = '" + id + "' AND type = 'review-approved'"))
        .isEqualTo(1);
    assertThat(count("audit_pending WHERE event_id = '" + id + "'")).isEqualTo(1);
  }

  @Test
  void forgetsAnEventWhenItsTransactionRollsBack() throws SQLException {
    assertThatThrownBy(
            () ->
                fixture.inTransaction(
                    () -> {
                      fixture.log.append(Actor.GRIDSEAL, fixture.event());
                      throw new UnsupportedOperationException("the business failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(count("audit_event")).isZero();
    assertThat(count("audit_pending")).isZero();
  }

  @Test
  void refusesAnEventOutsideATransaction() {
    assertThatThrownBy(() -> fixture.log.append(Actor.GRIDSEAL, fixture.event()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void failsTheTransactionWhenItsEventsCannotBeWritten() throws SQLException {
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
    assertThat(count("audit_event")).isEqualTo(1);
  }

  @Test
  void writesTheEventsOfATransactionTogetherWithWhatTheyAreAbout() throws SQLException {
    var device = new DeviceId(new UUID(1, 2));
    var serial = SerialNumber.fromString("0a");
    Hash hash = Hash.ofEmptyTree();

    fixture.inTransaction(
        () -> {
          fixture.log.append(Actor.GRIDSEAL, fixture.event());
          fixture.log.append(
              Actor.GRIDSEAL, new Event.CertificateIssued(fixture.site, device, serial, hash));
        });

    assertThat(
            count(
                "audit_event WHERE serial = '\\x0a' AND device = '%s' AND site IS NULL"
                    .formatted(device)))
        .isEqualTo(1);
    assertThat(count("audit_event")).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void letsNobodyChangeWhatIsWritten(String role, String statement) {
    fixture.record();
    DataSource source =
        role.equals("owner") ? fixture.database.owner() : fixture.database.application();

    assertThatThrownBy(() -> execute(source, statement))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  static Stream<Arguments> changes() {
    List<String> tables = List.of("audit_event", "log_leaf", "log_tile", "log_checkpoint");
    List<String> columns = List.of("actor = 'x'", "seq = 0", "idx = 0", "size = 0");
    return Stream.of("application", "owner")
        .flatMap(
            role ->
                IntStream.range(0, tables.size())
                    .boxed()
                    .flatMap(
                        i ->
                            Stream.of(
                                "UPDATE " + tables.get(i) + " SET " + columns.get(i),
                                "DELETE FROM " + tables.get(i),
                                "TRUNCATE " + tables.get(i)))
                    .map(sql -> Arguments.of(role, sql)));
  }

  private long count(String fromWhere) throws SQLException {
    try (Connection connection = fixture.database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + fromWhere)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
