package org.gridseal.cli;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.gridseal.cli.local.CannotStartException;
import org.gridseal.enactment.RegisteredSites;
import org.gridseal.policy.Connection;
import org.jspecify.annotations.Nullable;

/// The approved and suspended sites of an installation, read from its database and written nowhere.
final class RegisteredFleet {
  private static final String SECONDS_TO_CONNECT = "5";
  private static final String SECONDS_OF_SILENCE = "60";

  private RegisteredFleet() {}

  /// @param url of JDBC
  /// @param password none where the database asks for none
  /// @throws CannotStartException if the database does not answer
  static List<Connection> in(String url, String user, @Nullable String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_OF_SILENCE);
    properties.setProperty("readOnly", "true");
    if (password != null) {
      properties.setProperty("password", password);
    }
    try (java.sql.Connection database = DriverManager.getConnection(url, properties)) {
      // Only so the driver hands out rows as they come.
      database.setAutoCommit(false);
      return sites(database);
    } catch (SQLException e) {
      throw new CannotStartException("the database cannot be read: " + e.getSQLState(), e);
    }
  }

  private static List<Connection> sites(java.sql.Connection database) throws SQLException {
    List<Connection> sites = new ArrayList<>();
    RegisteredSites.read(database, sites::add);
    return sites;
  }
}
