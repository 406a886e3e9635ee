package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/// Finds recorded events. What it finds is believed for its proof, not because it was found; that
/// nothing is missing is what re-checking the whole log shows.
public final class EventIndex {
  /// Events in one answer; the caller asks again from the last one.
  public static final int PAGE = 100;

  private static final String SELECT =
      """
      SELECT event.id, event.entry, leaf.seq
      FROM audit_event event LEFT JOIN log_leaf leaf ON leaf.event_id = event.id
      """;

  private final DataSource database;

  public EventIndex(DataSource database) {
    this.database = database;
  }

  /// The newest events that match, the newest first; at most a page of them.
  public List<RecordedEvent> find(EventQuery query) {
    Map<String, Object> conditions = query.conditions();
    String where =
        conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions.keySet());
    String sql = SELECT + where + " ORDER BY event.id DESC LIMIT " + PAGE;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int position = 1;
      for (Object value : conditions.values()) {
        statement.setObject(position++, value);
      }
      return read(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("the recorded events cannot be read", e);
    }
  }

  private static List<RecordedEvent> read(PreparedStatement statement) throws SQLException {
    List<RecordedEvent> events = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Long index = rows.getObject("seq", Long.class);
        events.add(
            new RecordedEvent(
                rows.getObject("id", UUID.class),
                new String(rows.getBytes("entry"), StandardCharsets.UTF_8),
                index == null ? OptionalLong.empty() : OptionalLong.of(index)));
      }
    }
    return events;
  }
}
