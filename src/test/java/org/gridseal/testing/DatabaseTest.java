package org.gridseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {
  private final Database database = Database.shared();

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"fsync, on", "synchronous_commit, on", "server_version_num, 170011"})
  void isAsDurableAsProduction(String setting, String value) throws SQLException {
    assertThat(ask("SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void letsTheServiceInAsItsOwnRole() throws SQLException {
    assertThat(ask("SELECT current_user")).isEqualTo(Database.APPLICATION);
  }

  @Test
  void comesBackToWhatTheMigrationsLeft() throws SQLException {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE log_head SET size = 7");
    }

    database.clear();

    assertThat(ask("SELECT size FROM log_head")).isEqualTo("0");
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
