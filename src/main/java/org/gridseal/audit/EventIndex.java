package org.gridseal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// Finds recorded events. What it finds is believed for its proof, not because it was found; that
/// nothing is missing is what re-checking the whole log shows.
public final class EventIndex {
  /// Events in one answer; the caller asks again from the last one.
  public static final int PAGE = 100;

  /// Bundles read at once: with what is asked for often, the first is enough.
  private static final int BUNDLES = 4;

  private static final String OUTSIDE =
      """
      SELECT id, entry, seq FROM (
        SELECT id, entry, keys, NULL::bigint AS seq FROM audit_pending
        UNION ALL SELECT id, entry, keys, seq FROM log_tail) AS outside
      WHERE id < ?%s ORDER BY id DESC LIMIT %d
      """;

  private static final String INSIDE =
      """
      SELECT idx, entries, last_id FROM log_bundle
      WHERE first_id < ? AND last_id < ?%s ORDER BY last_id DESC LIMIT %d
      """;

  private static final String DEVICES = "SELECT id FROM device WHERE site_id = ?";

  /// No event has it: its version is none.
  private static final UUID ABOVE_ALL = new UUID(-1, -1);

  private final Sql sql;

  public EventIndex(DataSource database) {
    this.sql = new Sql(database);
  }

  /// The newest events that match, the newest first; at most a page of them.
  public List<RecordedEvent> find(EventQuery query) {
    Set<DeviceId> ofSite = query.site() == null ? Set.of() : devices(query.site());
    String keys = keys(query.keys(ofSite));
    var page = new EventPage(query, ofSite, PAGE);
    // Events move from the one into the other, and never back: in this order none is missed.
    findOutside(page, query.before(), keys);
    findInBundles(page, query.before(), keys);
    return page.events();
  }

  private void findOutside(EventPage page, @Nullable UUID before, String keys) {
    UUID below = Objects.requireNonNullElse(before, ABOVE_ALL);
    List<Outside> rows;
    do {
      rows = sql.all(OUTSIDE.formatted(keys, PAGE), Outside::of, below);
      rows.forEach(row -> page.offer(row.entry(), row.place()));
      below = rows.isEmpty() ? below : rows.getLast().id();
      // Keys collide, so a page of rows may be less than a page of events.
    } while (rows.size() == PAGE && !page.isFull());
  }

  private void findInBundles(EventPage page, @Nullable UUID before, String keys) {
    UUID first = Objects.requireNonNullElse(before, ABOVE_ALL);
    UUID last = ABOVE_ALL;
    List<Inside> rows;
    do {
      rows = sql.all(INSIDE.formatted(keys, BUNDLES), Inside::of, first, last);
      for (Inside row : rows) {
        if (page.isFullDownTo(row.last())) {
          return;
        }
        row.offerTo(page);
        last = row.last();
      }
    } while (rows.size() == BUNDLES);
  }

  private Set<DeviceId> devices(SiteId site) {
    return new HashSet<>(
        sql.all(DEVICES, row -> new DeviceId(row.getObject(1, UUID.class)), site.value()));
  }

  /// They stand in the text, so that PostgreSQL plans for these and not for any: a type is in every
  /// bundle, a serial number in two.
  private static String keys(List<int[]> all) {
    return all.stream()
        .map(keys -> " AND keys && '" + LookupKey.array(keys) + "'::int[]")
        .collect(Collectors.joining());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Outside(UUID id, byte[] entry, OptionalLong place) {
    static Outside of(ResultSet row) throws SQLException {
      Long place = row.getObject("seq", Long.class);
      return new Outside(
          row.getObject("id", UUID.class),
          row.getBytes("entry"),
          place == null ? OptionalLong.empty() : OptionalLong.of(place));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Inside(long index, byte[] packed, UUID last) {
    static Inside of(ResultSet row) throws SQLException {
      return new Inside(
          row.getLong("idx"), row.getBytes("entries"), row.getObject("last_id", UUID.class));
    }

    void offerTo(EventPage page) {
      List<byte[]> entries = Bundle.entries(packed);
      for (int i = 0; i < entries.size(); i++) {
        page.offer(entries.get(i), OptionalLong.of(index * Tile.WIDTH + i));
      }
    }
  }
}
