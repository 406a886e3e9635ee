package org.gridseal.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// SQL, a round trip a call, in the transaction of the calling thread if it is in one.
///
/// Plain JDBC where every enrollment passes: no row of these tables is an entity, and a third of
/// the time was spent on finding out the columns of each result anew.
public final class Sql {
  private final DataSource database;

  /// @param database whose connections take part in the transaction of the calling thread
  public Sql(DataSource database) {
    this.database = database;
  }

  /// Makes a thing of each row, in the order of the rows.
  ///
  /// @throws DatabaseException if the database does not answer
  public <T> List<T> all(String query, Row<T> row, @Nullable Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, values);
      return read(statement, row);
    } catch (SQLException e) {
      throw new DatabaseException("the database cannot be read", e);
    }
  }

  /// The first row.
  ///
  /// @throws DatabaseException if the database does not answer
  public <T> Optional<T> first(String query, Row<T> row, @Nullable Object... values) {
    return all(query, row, values).stream().findFirst();
  }

  /// Writes rows.
  ///
  /// @return how many
  /// @throws DatabaseException if the database does not answer, or refuses
  public int write(String statement, @Nullable Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement write = connection.prepareStatement(statement)) {
      bind(write, values);
      return write.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseException("the database cannot be written", e);
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
        case null -> statement.setNull(at + 1, Types.NULL);
        case Instant instant -> statement.setObject(at + 1, instant.atOffset(ZoneOffset.UTC));
        case byte[] bytes -> statement.setBytes(at + 1, bytes);
        case Column column -> statement.setArray(at + 1, column.in(statement.getConnection()));
        case Object value -> statement.setObject(at + 1, value);
      }
    }
  }

  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /// One value of each of many rows that are written in one statement, by `unnest`.
  ///
  /// @param type of PostgreSQL, such as `uuid`
  public static <T> Column column(String type, List<T> rows, Function<T, @Nullable Object> value) {
    return new Column(type, rows.stream().map(value).toArray());
  }

  /// Values of one type, to be sent as an array.
  public static final class Column {
    private final String type;
    private final @Nullable Object[] values;

    private Column(String type, @Nullable Object[] values) {
      this.type = type;
      this.values = values;
    }

    private java.sql.Array in(Connection connection) throws SQLException {
      if ("bytea".equals(type)) {
        // The driver knows octets only by the type of the whole array.
        byte[][] octets = Arrays.copyOf(values, values.length, byte[][].class);
        return connection.createArrayOf(type, octets);
      }
      return connection.createArrayOf(type, values);
    }
  }

  /// Reads the row that the result set stands on.
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
