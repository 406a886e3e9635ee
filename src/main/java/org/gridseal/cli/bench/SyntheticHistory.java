package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.gridseal.audit.EventIndex;
import org.gridseal.audit.EventQuery;
import org.gridseal.authority.SerialNumber;

/// Years of enrollments in minutes: copies of one that was made, each with a home, a device, a key,
/// a serial number, an LFDI and events of its own, of the size of the real ones.
///
/// Nobody signed them and no device holds their keys, so they cannot be renewed or verified as
/// certificates. The log they are in holds up: bundles, tiles and head are made from their entries.
/// It is written as a superuser with triggers off while the service is down.
final class SyntheticHistory {
  /// Whose entries are in memory at a time.
  private static final int CHUNK = 20_000;

  /// While it is made: rows, sorted copies for indexes, write-ahead log.
  private static final long FREE_BYTES_PER_CERTIFICATE = 5_000;

  private static final String TABLES =
      "site,device,issuance_intent,certificate,chain_head,log_bundle";

  private final Testbed testbed;
  private final Consumer<String> say;
  private long made;

  /// @param say is told how far it is
  SyntheticHistory(Testbed testbed, Consumer<String> say) {
    this.testbed = testbed;
    this.say = say;
  }

  /// Makes as many more as are missing to so many made-up certificates; none if there are enough.
  /// The service is down meanwhile, and two real certificates are there, of which one is copied.
  void growTo(long certificates) throws SQLException {
    if (certificates <= made) {
      return;
    }
    testbed.requireFree((certificates - made) * FREE_BYTES_PER_CERTIFICATE);
    try (Connection database = testbed.asSuperuser();
        Statement statement = database.createStatement()) {
      prepare(database, statement);
      Scaffold scaffold = Scaffold.around(database, TABLES);
      execute(statement, scaffold.down());
      write(database, certificates);
      put(statement, scaffold.up());
      // Head-ends have heard of a history of years; telling it now would be what is measured.
      statement.execute("UPDATE head_end_progress SET log_place = (SELECT size FROM log_head)");
      say.accept("vacuuming");
      // As a database of years has been: or it would start in the midst of what is measured.
      execute(statement, List.of("VACUUM (FREEZE, ANALYZE)", "CHECKPOINT"));
    }
  }

  /// The functions and the pattern, whose entries come out of the log.
  private void prepare(Connection database, Statement statement) throws SQLException {
    SerialNumber pattern;
    try (ResultSet row = statement.executeQuery(SyntheticRows.PATTERN)) {
      row.next();
      pattern = SerialNumber.ofOctets(row.getBytes(1));
    }
    statement.execute("CREATE TEMP TABLE pattern_entry (type text, entry text)");
    var events = new EventIndex(testbed.dataSource());
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO pattern_entry VALUES (?, ?)")) {
      for (String type : List.of("issuance-intended", "certificate-issued")) {
        insert.setString(1, type);
        insert.setString(
            2,
            events.find(new EventQuery(null, null, pattern, type, null, null)).getFirst().entry());
        insert.executeUpdate();
      }
    }
    execute(statement, SyntheticRows.PREPARATION);
  }

  private void write(Connection database, long certificates) throws SQLException {
    database.setAutoCommit(false);
    var log = new SyntheticLog(database);
    try (PreparedStatement sites = database.prepareStatement(SyntheticRows.SITES);
        PreparedStatement devices = database.prepareStatement(SyntheticRows.DEVICES);
        PreparedStatement rows = database.prepareStatement(SyntheticRows.CERTIFICATES)) {
      while (made < certificates) {
        long next = Math.min(made + CHUNK, certificates);
        range(sites, made, next).executeUpdate();
        range(devices, made, next).executeUpdate();
        try (ResultSet entries = range(rows, made, next).executeQuery()) {
          while (entries.next()) {
            log.append(entries.getBytes(1));
          }
        }
        log.writeFull();
        made = next;
        say.accept("made up %,d of %,d certificates".formatted(made, certificates));
      }
    }
    log.finish();
    database.commit();
    database.setAutoCommit(true);
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
}
