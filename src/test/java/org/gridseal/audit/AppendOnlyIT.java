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
        "audit_event | UPDATE %s SET id = id",
        "log_leaf | UPDATE %s SET seq = seq",
        "log_tile | UPDATE %s SET level = level",
        "log_checkpoint | UPDATE %s SET size = size",
        "issuance_intent | UPDATE %s SET generation = generation",
        "certificate | UPDATE %s SET signature = signature",
        "revocation | UPDATE %s SET reason = reason",
        "revocation_list | UPDATE %s SET number = number",
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"DROP TABLE audit_event", "ALTER TABLE audit_event DISABLE TRIGGER ALL"})
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
