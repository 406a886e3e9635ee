package org.gridseal.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.LogTables.Head;

/// Gives waiting events their places and signs what has grown, through one connection and as long
/// as that lives.
///
/// Taking the markers, writing the leaves and moving the head are one transaction: each event gets
/// exactly one place, places are contiguous from 0, and what was rolled back gets none. The lock on
/// the head is the fence: should two of these run at once, the second finds a head it does not know
/// and starts over from the tables.
final class Sequencing {
  /// Events in one transaction; larger ones gain nothing and hold the lock longer.
  static final int MAXIMUM_BATCH = 2048;

  /// How often the log is signed at most. An auditor waits no longer for a proof.
  static final Duration PUBLISHING_INTERVAL = Duration.ofSeconds(1);

  private static final String ANY_WAITING = "SELECT EXISTS (SELECT FROM audit_pending)";

  /// Not "what is above the last id seen": ids become visible in the order of commits, not of their
  /// making, and such a reader loses the late ones.
  private static final String TAKE =
      """
      WITH taken AS (
        DELETE FROM audit_pending WHERE event_id IN (
          SELECT event_id FROM audit_pending ORDER BY event_id LIMIT %d)
        RETURNING event_id, leaf_hash)
      SELECT event_id, leaf_hash FROM taken ORDER BY event_id
      """
          .formatted(MAXIMUM_BATCH);

  private static final String INSERT_LEAVES =
      "INSERT INTO log_leaf (seq, event_id, leaf_hash)"
          + " SELECT * FROM unnest(?::bigint[], ?::uuid[], ?::bytea[])";
  private static final String INSERT_TILES =
      "INSERT INTO log_tile (level, idx, hashes, root)"
          + " SELECT * FROM unnest(?::smallint[], ?::bigint[], ?::bytea[], ?::bytea[])";
  private static final String MOVE_HEAD = "UPDATE log_head SET size = ?, root = ?";
  private static final String INSERT_CHECKPOINT =
      "INSERT INTO log_checkpoint (size, root, note, published_at) VALUES (?, ?, ?, ?)";

  private final Connection connection;
  private final LogKey key;
  private final InstantSource time;
  private RightEdge edge = new RightEdge();
  private long published;
  private Instant nextPublishing = Instant.MIN;

  private record Leaf(UUID event, Hash hash) {}

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
    if (!anyWaiting()) {
      return 0;
    }
    Head head = LogTables.lockedHead(connection);
    if (!head.equals(new Head(edge.size(), edge.root()))) {
      connection.rollback();
      load();
      return MAXIMUM_BATCH;
    }
    List<Leaf> leaves = take();
    RightEdge grown = edge.copy();
    List<Tile> full = new ArrayList<>();
    leaves.forEach(leaf -> full.addAll(grown.append(leaf.hash())));
    insertLeaves(leaves);
    insertTiles(full);
    moveHead(grown);
    connection.commit();
    // Only now: had the commit failed, the old edge would still be the true one.
    edge = grown;
    return leaves.size();
  }

  /// Signs the log as it is committed, if it has grown and the last signature is old enough.
  void publishWhenDue() throws SQLException {
    if (edge.size() > published && !time.instant().isBefore(nextPublishing)) {
      publish();
    }
  }

  /// Signs the log as it is committed, unless this size has been signed before.
  void publish() throws SQLException {
    if (edge.size() <= published) {
      return;
    }
    var checkpoint = new Checkpoint(key.verifier().name(), edge.size(), edge.root());
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
    Head head = LogTables.head(connection);
    var tables = new LogTables(connection, head.size());
    edge = tables.edge();
    requireEqual(edge.root(), head.root(), "the head");
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

  private boolean anyWaiting() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ANY_WAITING);
        ResultSet answer = query.executeQuery()) {
      answer.next();
      boolean any = answer.getBoolean(1);
      // A transaction left open would keep vacuum from cleaning the table it has just read.
      if (!any) {
        connection.commit();
      }
      return any;
    }
  }

  private List<Leaf> take() throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TAKE);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        leaves.add(new Leaf(rows.getObject(1, UUID.class), Hash.of(rows.getBytes(2))));
      }
    }
    return leaves;
  }

  private void insertLeaves(List<Leaf> leaves) throws SQLException {
    Long[] places = new Long[leaves.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = edge.size() + i;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_LEAVES)) {
      insert.setArray(1, connection.createArrayOf("bigint", places));
      insert.setArray(
          2, connection.createArrayOf("uuid", leaves.stream().map(Leaf::event).toArray()));
      insert.setArray(
          3, connection.createArrayOf("bytea", bytes(leaves.stream().map(Leaf::hash).toList())));
      insert.executeUpdate();
    }
  }

  private void insertTiles(List<Tile> tiles) throws SQLException {
    if (tiles.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_TILES)) {
      insert.setArray(
          1,
          connection.createArrayOf(
              "smallint", tiles.stream().map(tile -> tile.path().level()).toArray()));
      insert.setArray(
          2,
          connection.createArrayOf(
              "bigint", tiles.stream().map(tile -> tile.path().index()).toArray()));
      insert.setArray(
          3,
          connection.createArrayOf(
              "bytea", tiles.stream().map(Tile::encoded).toArray(byte[][]::new)));
      List<Hash> roots = tiles.stream().map(tile -> tile.node(Tile.HEIGHT, 0)).toList();
      insert.setArray(4, connection.createArrayOf("bytea", bytes(roots)));
      insert.executeUpdate();
    }
  }

  private void moveHead(RightEdge grown) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE_HEAD)) {
      update.setLong(1, grown.size());
      update.setBytes(2, grown.root().bytes());
      update.executeUpdate();
    }
  }

  private static byte[][] bytes(List<Hash> hashes) {
    return hashes.stream().map(Hash::bytes).toArray(byte[][]::new);
  }
}
