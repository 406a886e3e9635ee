package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.gridseal.testing.Town;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written once stays as it is, in the database of a running town, for the role that the
/// service has there.
class AppendOnlyIT {
  private final Town town = Town.shared();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "log_bundle | UPDATE %s SET idx = idx",
        "log_tile | UPDATE %s SET level = level",
        "log_checkpoint | UPDATE %s SET size = size",
        "issuance_intent | UPDATE %s SET generation = generation",
        "certificate | UPDATE %s SET signature = signature",
        "revocation | UPDATE %s SET reason = reason",
        "one_time_code | UPDATE %s SET expires_at = expires_at",
        "one_time_code_end | UPDATE %s SET ended_at = ended_at",
        "manufacturer_root | UPDATE %s SET attested = attested",
        "manufacturer_root_confirmation | UPDATE %s SET confirmed_by = confirmed_by",
        "manufacturer_root_retirement | UPDATE %s SET retired_at = retired_at",
        "submission | UPDATE %s SET site_id = site_id",
        "site_review | UPDATE %s SET site_id = site_id"
      })
  void cannotBeChangedByTheService(String table, String update) {
    for (String sql : List.of(update, "DELETE FROM %s", "TRUNCATE %s CASCADE")) {
      assertThatThrownBy(() -> execute(sql.formatted(table)))
          .asInstanceOf(type(SQLException.class))
          .extracting(SQLException::getSQLState)
          .as(sql.formatted(table))
          .isEqualTo("42501");
    }
  }

  /// Both have a row of which nobody else knows, whatever the sequencer does meanwhile.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "audit_pending | INSERT INTO %s (id, entry, leaf_hash, keys)",
        "log_tail | INSERT INTO %s (seq, id, entry, leaf_hash, keys) SELECT 1::bigint << 62, made.*"
            + " FROM (%s) AS made (id, entry, leaf_hash, keys)"
      })
  void isLeftOnlyForAPlaceInTheLog(String table, String insert) {
    String row = "SELECT gen_random_uuid(), '\\x00'::bytea, sha256('\\x00'), '{}'::int[]";
    String filled =
        insert.contains("(%s)") ? insert.formatted(table, row) : insert.formatted(table) + row;
    for (String sql : List.of("DELETE FROM %s", "UPDATE %s SET keys = '{1}'", "TRUNCATE %s")) {
      assertThatThrownBy(() -> execute(filled + ";" + sql.formatted(table)))
          .asInstanceOf(type(SQLException.class))
          .extracting(SQLException::getSQLState)
          .as(sql.formatted(table))
          .isEqualTo("42501");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"DROP TABLE log_bundle", "ALTER TABLE log_bundle DISABLE TRIGGER ALL"})
  void cannotBeDismantledByTheService(String sql) {
    assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = town.database("app");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
