package org.gridseal.enrollment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// SQL, a round trip a call, in the transaction of the calling thread if it is in one.
///
/// Plain JDBC where every enrollment passes: no row of these tables is an entity, and a third of
/// the time was spent on finding out the columns of each result anew.
final class Sql {
  private final DataSource database;

  /// @param database whose connections take part in the transaction of the calling thread
  Sql(DataSource database) {
    this.database = database;
  }

  /// Makes a thing of each row, in the order of the rows.
  <T> List<T> all(String query, Row<T> row, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, values);
      return read(statement, row);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be read", e);
    }
  }

  /// The first row.
  <T> Optional<T> first(String query, Row<T> row, Object... values) {
    return all(query, row, values).stream().findFirst();
  }

  /// Whether the statement wrote one row.
  boolean insert(String statement, @Nullable Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(statement)) {
      bind(insert, values);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be written", e);
    }
  }

  private static <T> List<T> read(PreparedStatement statement, Row<T> row) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int at = 0; at < values.length; at++) {
      switch (values[at]) {
        case null -> statement.setNull(at + 1, Types.VARCHAR);
        case Instant instant -> statement.setObject(at + 1, instant.atOffset(ZoneOffset.UTC));
        case byte[] bytes -> statement.setBytes(at + 1, bytes);
        case Object value -> statement.setObject(at + 1, value);
      }
    }
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /// Reads the row that the result set stands on.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
