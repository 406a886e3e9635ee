package org.gridseal.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.gridseal.audit.LogTables.Head;

/// Gives waiting events their places and signs what has grown, through one connection and as long
/// as that lives.
///
/// One statement takes waiting events away, writes tail, bundles and tiles and moves the head: each
/// event gets exactly one place, places are contiguous from 0, and what was rolled back gets none.
/// The head is the fence: should two of these run at once, the second finds a head it does not
/// know, has written nothing, and starts over from the tables.
final class Sequencing {
  /// Events in one transaction; larger ones gain nothing and hold the lock longer.
  static final int MAXIMUM_BATCH = 2048;

  /// How often the log is signed at most. An auditor waits no longer for a proof.
  static final Duration PUBLISHING_INTERVAL = Duration.ofSeconds(1);

  /// Events between two vacuums: two megabytes of dead rows.
  private static final int VACUUM_AFTER = 2_500;

  /// Not "what is above the last id seen": ids become visible in the order of commits, not of their
  /// making, and such a reader loses the late ones.
  private static final String WAITING =
      "SELECT id, entry, leaf_hash, keys FROM audit_pending ORDER BY id LIMIT " + MAXIMUM_BATCH;

  /// Everything depends on `moved`, which has a row only if the head is still the one we know. What
  /// goes to the tail is copied where it is; it is the end of what was taken, in the order of ids.
  private static final String PLACE =
      """
      WITH moved AS (
        UPDATE log_head SET size = ?, root = ? WHERE size = ? AND root = ? RETURNING size),
      taken AS (
        DELETE FROM audit_pending USING moved WHERE id = ANY (?::uuid[])
        RETURNING id, entry, leaf_hash, keys),
      tail AS (
        INSERT INTO log_tail (seq, id, entry, leaf_hash, keys)
        SELECT ?::bigint - 1 + row_number() OVER (ORDER BY id), id, entry, leaf_hash, keys
        FROM taken WHERE id >= ?::uuid),
      bundles AS (
        INSERT INTO log_bundle (idx, entries, first_id, last_id, keys)
        SELECT idx, entries, first_id, last_id, bundle.keys::int[]
        FROM moved, unnest(?::bigint[], ?::bytea[], ?::uuid[], ?::uuid[], ?::text[])
          AS bundle (idx, entries, first_id, last_id, keys)),
      tiles AS (
        INSERT INTO log_tile (level, idx, hashes, root)
        SELECT tile.* FROM moved, unnest(?::smallint[], ?::bigint[], ?::bytea[], ?::bytea[]) AS tile),
      full_now AS (
        DELETE FROM log_tail USING moved WHERE seq < ?)
      SELECT count(*) FROM taken
      """;

  private static final String VACUUM =
      "VACUUM (TRUNCATE false, SKIP_LOCKED) audit_pending, log_tail";
  private static final String INSERT_CHECKPOINT =
      "INSERT INTO log_checkpoint (size, root, note, published_at) VALUES (?, ?, ?, ?)";

  private final Connection connection;
  private final LogKey key;
  private final InstantSource time;
  private Growth log = new Growth(new RightEdge(), List.of());
  private long published;
  private Instant nextPublishing = Instant.MIN;
  private int sinceVacuum;

  /// Reads the right edge of the log.
  ///
  /// @param connection with its commits in our hands
  /// @throws IllegalStateException if the tables do not agree with each other or with what was
  ///   signed, as after restoring an old backup; nothing may be appended then
  Sequencing(Connection connection, LogKey key, InstantSource time) throws SQLException {
    this.connection = connection;
    this.key = key;
    this.time = time;
    load();
  }

  /// Gives places to the events that wait, up to 2048 of them.
  ///
  /// @return how many; durable
  int integrate() throws SQLException {
    List<Leaf> waiting = waiting();
    if (waiting.isEmpty()) {
      // A transaction left open would keep vacuum from cleaning the table it has just read.
      connection.commit();
      return 0;
    }
    Growth grown = log.next();
    waiting.forEach(grown::append);
    int placed = place(waiting, grown);
    if (placed != waiting.size()) {
      connection.rollback();
      load();
      return MAXIMUM_BATCH;
    }
    connection.commit();
    // Only now: had the commit failed, the old end would still be the true one.
    log = grown;
    sinceVacuum += placed;
    return placed;
  }

  /// Removes the dead rows that placing leaves behind, when there are many: events come faster than
  /// autovacuum looks.
  void vacuumWhenDue() throws SQLException {
    if (sinceVacuum < VACUUM_AFTER) {
      return;
    }
    sinceVacuum = 0;
    connection.setAutoCommit(true);
    try (PreparedStatement vacuum = connection.prepareStatement(VACUUM)) {
      vacuum.execute();
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /// Signs the log as it is committed, if it has grown and the last signature is old enough.
  void publishWhenDue() throws SQLException {
    if (log.size() > published && !time.instant().isBefore(nextPublishing)) {
      publish();
    }
  }

  /// Signs the log as it is committed, unless this size has been signed before.
  void publish() throws SQLException {
    if (log.size() <= published) {
      return;
    }
    var checkpoint = new Checkpoint(key.verifier().name(), log.size(), log.root());
    Instant now = time.instant();
    try (PreparedStatement insert = connection.prepareStatement(INSERT_CHECKPOINT)) {
      insert.setLong(1, checkpoint.size());
      insert.setBytes(2, checkpoint.root().bytes());
      insert.setBytes(3, key.sign(checkpoint).encoded());
      insert.setObject(4, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
    connection.commit();
    published = checkpoint.size();
    nextPublishing = now.plus(PUBLISHING_INTERVAL);
  }

  private void load() throws SQLException {
    log = Growth.from(connection);
    Head head = LogTables.head(connection);
    var tables = new LogTables(connection, head.size());
    requireEqual(log.root(), head.root(), "the head");
    // Below the size of the empty log, so that even that one is signed once.
    published = -1;
    Head signed = LogTables.published(connection).orElse(null);
    if (signed != null) {
      requireSigned(signed, head, tables);
      published = signed.size();
    }
    connection.commit();
  }

  private static void requireSigned(Head signed, Head head, LogTables tables) {
    if (signed.size() > head.size()) {
      throw new IllegalStateException(
          "the log has %d entries, but %d were signed".formatted(head.size(), signed.size()));
    }
    requireEqual(new Tree(tables).root(signed.size()), signed.root(), "the last checkpoint");
  }

  private static void requireEqual(Hash made, Hash stored, String where) {
    if (!made.equals(stored)) {
      throw new IllegalStateException("the leaves do not make the root of " + where);
    }
  }

  private List<Leaf> waiting() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(WAITING)) {
      return LogTables.leaves(query);
    }
  }

  /// @return how many events got their places: none if the head is not the one we know
  private int place(List<Leaf> waiting, Growth grown) throws SQLException {
    List<Bundle> bundles = grown.takeBundles();
    List<Tile> tiles = grown.takeTiles();
    // What was in the tail before is no event of this batch.
    int left = Math.min(grown.tail().size(), waiting.size());
    try (PreparedStatement place = connection.prepareStatement(PLACE)) {
      place.setLong(1, grown.size());
      place.setBytes(2, grown.root().bytes());
      place.setLong(3, log.size());
      place.setBytes(4, log.root().bytes());
      place.setArray(5, array("uuid", waiting, Leaf::id));
      place.setLong(6, grown.size() - left);
      place.setObject(7, left == 0 ? null : waiting.get(waiting.size() - left).id(), Types.OTHER);
      place.setArray(8, array("bigint", bundles, Bundle::index));
      place.setArray(9, octets(bundles, Bundle::packed));
      place.setArray(10, array("uuid", bundles, Bundle::first));
      place.setArray(11, array("uuid", bundles, Bundle::last));
      place.setArray(12, array("text", bundles, bundle -> LookupKey.array(bundle.keys())));
      place.setArray(13, array("smallint", tiles, tile -> tile.path().level()));
      place.setArray(14, array("bigint", tiles, tile -> tile.path().index()));
      place.setArray(15, octets(tiles, Tile::encoded));
      place.setArray(16, octets(tiles, tile -> tile.node(Tile.HEIGHT, 0).bytes()));
      place.setLong(17, bundles.isEmpty() ? 0 : grown.size() - grown.tail().size());
      try (ResultSet count = place.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private <T> Array array(String type, List<T> rows, Function<T, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }

  /// The driver knows octets only by the type of the whole array.
  private <T> Array octets(List<T> rows, Function<T, byte[]> value) throws SQLException {
    return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
  }
}
