package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.audit.EventQuery.Condition;
import org.gridseal.database.Sql;

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

  private final Sql sql;

  public EventIndex(DataSource database) {
    this.sql = new Sql(database);
  }

  /// The newest events that match, the newest first; at most a page of them.
  public List<RecordedEvent> find(EventQuery query) {
    List<Condition> conditions = query.conditions();
    String where =
        conditions.isEmpty()
            ? ""
            : conditions.stream()
                .map(Condition::sql)
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    return sql.all(
        SELECT + where + " ORDER BY event.id DESC LIMIT " + PAGE,
        EventIndex::eventOf,
        conditions.stream().flatMap(condition -> condition.values().stream()).toArray());
  }

  private static RecordedEvent eventOf(ResultSet row) throws SQLException {
    Long index = row.getObject("seq", Long.class);
    return new RecordedEvent(
        row.getObject("id", UUID.class),
        new String(row.getBytes("entry"), StandardCharsets.UTF_8),
        index == null ? OptionalLong.empty() : OptionalLong.of(index));
  }
}
