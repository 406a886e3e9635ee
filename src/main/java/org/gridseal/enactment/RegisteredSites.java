package org.gridseal.enactment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gridseal.database.DatabaseException;
import org.gridseal.policy.FactsText;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;

/// What a policy may ask about the approved and suspended sites, as many as there are, without all
/// of them in memory at once.
public final class RegisteredSites {
  /// Rows in memory of the driver at a time.
  private static final int ROWS = 10_000;

  private static final String SITES =
      """
      SELECT s.size_va, s.pcc_voltage, f.setting
      FROM site s JOIN site_setting f ON f.site_id = s.id
      WHERE s.state IN ('APPROVED', 'SUSPENDED')
      """;

  private final DataSource database;

  /// @param database asked outside of any transaction
  public RegisteredSites(DataSource database) {
    this.database = database;
  }

  /// Gives each site once, in no order.
  ///
  /// @throws DatabaseException if the database does not answer
  public void forEach(Consumer<org.gridseal.policy.Connection> site) {
    try (Connection connection = database.getConnection()) {
      boolean before = connection.getAutoCommit();
      // Only so the driver hands out rows as they come.
      connection.setAutoCommit(false);
      try {
        read(connection, site);
      } finally {
        connection.rollback();
        connection.setAutoCommit(before);
      }
    } catch (SQLException e) {
      throw new DatabaseException("the sites cannot be read", e);
    }
  }

  /// The same over a connection of the caller, which is not to commit by itself.
  public static void read(Connection connection, Consumer<org.gridseal.policy.Connection> site)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SITES)) {
      statement.setFetchSize(ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          site.accept(
              new org.gridseal.policy.Connection(
                  new ApparentPower(rows.getLong(1)),
                  new Voltage(rows.getLong(2)),
                  FactsText.setting(rows.getString(3))));
        }
      }
    }
  }
}
