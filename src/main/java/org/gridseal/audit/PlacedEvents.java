package org.gridseal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.database.Sql;

/// The log from one place on, as events: for those who follow it and act on what happened.
///
/// Whoever has read up to a place has missed nothing before it, on however many replicas events are
/// made: an event gets its place after its commit, and no later one gets a smaller place.
public final class PlacedEvents {
  /// A full bundle is no less than what the tail could have held at that place.
  private static final String FROM =
      """
      SELECT idx * 256, entries, NULL::bytea FROM log_bundle WHERE idx = ?::bigint / 256
      UNION ALL
      SELECT * FROM (SELECT seq, NULL::bytea, entry FROM log_tail WHERE seq >= ? ORDER BY seq)
      """;

  private static final String SIZE = "SELECT size FROM log_head";

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread, if it is
  ///   in one
  public PlacedEvents(DataSource database) {
    this.sql = new Sql(database);
  }

  /// How many places are taken.
  public long size() {
    return sql.first(SIZE, row -> row.getLong(1)).orElseThrow();
  }

  /// Neighbouring events, the first of them at the given place: up to 256, and none only if no
  /// event has that place yet. Those of a kind that this version does not know end the answer
  /// before them; a newer one will read them.
  ///
  /// @throws org.gridseal.database.DatabaseException if the database does not answer
  public List<PlacedEvent> from(long place) {
    List<PlacedEvent> events = new ArrayList<>();
    for (Stored stored : sql.all(FROM, Stored::of, place, place)) {
      if (!stored.readInto(events, place)) {
        break;
      }
    }
    return events;
  }

  /// Entries from one place on.
  private record Stored(long first, List<byte[]> entries) {
    static Stored of(ResultSet row) throws SQLException {
      byte[] bundle = row.getBytes(2);
      return new Stored(
          row.getLong(1), bundle == null ? List.of(row.getBytes(3)) : Bundle.entries(bundle));
    }

    /// Adds what follows the events that were read.
    ///
    /// @param start the place of the first of them
    /// @return false if an event of an unknown kind follows
    boolean readInto(List<PlacedEvent> events, long start) {
      for (int i = 0; i < entries.size(); i++) {
        if (first + i == start + events.size()) {
          Optional<Entry> read = EntryText.read(entries.get(i));
          if (read.isEmpty()) {
            return false;
          }
          events.add(new PlacedEvent(first + i, read.get().at(), read.get().event()));
        }
      }
      return true;
    }
  }
}
