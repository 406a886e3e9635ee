package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// An event and where in the log it is, by its id.
final class EventPlace {
  private static final String OUTSIDE =
      """
      SELECT -1, entry FROM audit_pending WHERE id = ?
      UNION ALL SELECT seq, entry FROM log_tail WHERE id = ?
      """;

  /// Ranges of neighbours overlap, so it may be in several of these, or in none. Mostly it is in
  /// the first.
  private static final String BUNDLES =
      """
      SELECT idx, last_id, entries FROM log_bundle
      WHERE last_id >= ? AND first_id <= ? ORDER BY last_id LIMIT 1
      """;

  private EventPlace() {}

  static Optional<RecordedEvent> find(Connection connection, UUID event) throws SQLException {
    // Events move from here into bundles, and never back: in this order none is missed.
    Optional<RecordedEvent> outside = outside(connection, event);
    return outside.isPresent() ? outside : inBundle(connection, event);
  }

  private static Optional<RecordedEvent> outside(Connection connection, UUID event)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OUTSIDE)) {
      query.setObject(1, event);
      query.setObject(2, event);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long place = row.getLong(1);
        return Optional.of(
            recorded(
                event, row.getBytes(2), place < 0 ? OptionalLong.empty() : OptionalLong.of(place)));
      }
    }
  }

  private static Optional<RecordedEvent> inBundle(Connection connection, UUID event)
      throws SQLException {
    UUID from = event;
    try (PreparedStatement query = connection.prepareStatement(BUNDLES)) {
      while (true) {
        query.setObject(1, from);
        query.setObject(2, event);
        try (ResultSet row = query.executeQuery()) {
          if (!row.next()) {
            return Optional.empty();
          }
          List<byte[]> entries = Bundle.entries(row.getBytes("entries"));
          int position = position(entries, event);
          if (position >= 0) {
            return Optional.of(
                recorded(
                    event,
                    entries.get(position),
                    OptionalLong.of(row.getLong("idx") * Tile.WIDTH + position)));
          }
          from = next(row.getObject("last_id", UUID.class));
        }
      }
    }
  }

  private static RecordedEvent recorded(UUID event, byte[] entry, OptionalLong place) {
    return new RecordedEvent(event, new String(entry, StandardCharsets.UTF_8), place);
  }

  private static int position(List<byte[]> entries, UUID event) {
    for (int i = 0; i < entries.size(); i++) {
      if (Traits.read(entries.get(i)).id().equals(event)) {
        return i;
      }
    }
    return -1;
  }

  private static UUID next(UUID id) {
    long low = id.getLeastSignificantBits() + 1;
    return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
  }
}
