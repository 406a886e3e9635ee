package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/// Years of enrollments in minutes: copies of the one that was made, each with a device, a key, a
/// serial number, an LFDI and events of its own, of the size of the real ones.
///
/// Nobody signed them and no device holds their keys, so they cannot be renewed or verified as
/// certificates. The log they are in holds up: their entries have their leaves, and tiles and head
/// are made from these. It is written as a superuser with triggers off while the service is down.
final class SyntheticHistory {
  private static final int CHUNK = 100_000;

  /// While it is made: rows, sorted copies for indexes, write-ahead log.
  private static final long FREE_BYTES_PER_CERTIFICATE = 4_000;

  private static final String TABLES = "device,issuance_intent,certificate,audit_event,log_leaf";

  private final Testbed testbed;
  private final Consumer<String> say;
  private long made;

  /// @param say is told how far it is
  SyntheticHistory(Testbed testbed, Consumer<String> say) {
    this.testbed = testbed;
    this.say = say;
  }

  /// Makes as many more as are missing to so many made-up certificates; none if there are enough.
  /// The service is down meanwhile, and one real certificate is there to be copied.
  void growTo(long certificates) throws SQLException {
    if (certificates <= made) {
      return;
    }
    testbed.requireFree((certificates - made) * FREE_BYTES_PER_CERTIFICATE);
    try (Connection database = testbed.asSuperuser();
        Statement statement = database.createStatement()) {
      for (String preparation : SyntheticRows.PREPARATION) {
        statement.execute(preparation);
      }
      Scaffold scaffold = Scaffold.around(database, TABLES);
      execute(statement, scaffold.down());
      write(database, certificates);
      put(statement, scaffold.up());
      say.accept("making the tiles of the log");
      new TileRebuild(database).run();
      say.accept("vacuuming");
      // As a database of years has been: or it would start in the midst of what is measured.
      execute(statement, List.of("VACUUM (FREEZE, ANALYZE)", "CHECKPOINT"));
    }
  }

  private void write(Connection database, long certificates) throws SQLException {
    long place = count(database, "SELECT size FROM log_head");
    try (PreparedStatement devices = database.prepareStatement(SyntheticRows.DEVICES);
        PreparedStatement rows = database.prepareStatement(SyntheticRows.CERTIFICATES)) {
      while (made < certificates) {
        long next = Math.min(made + CHUNK, certificates);
        range(devices, made, next).executeUpdate();
        range(rows, made, next).setLong(3, place - 2 * made);
        rows.executeUpdate();
        place += 2 * (next - made);
        made = next;
        say.accept("made up %,d of %,d certificates".formatted(made, certificates));
      }
    }
  }

  private void put(Statement statement, List<String> scaffold) throws SQLException {
    for (String part : scaffold) {
      say.accept("putting up: " + part);
      statement.execute(part);
    }
  }

  private static PreparedStatement range(PreparedStatement statement, long from, long to)
      throws SQLException {
    statement.setLong(1, from);
    statement.setLong(2, to - 1);
    return statement;
  }

  private static void execute(Statement statement, List<String> commands) throws SQLException {
    for (String command : commands) {
      statement.execute(command);
    }
  }

  private static long count(Connection database, String query) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
