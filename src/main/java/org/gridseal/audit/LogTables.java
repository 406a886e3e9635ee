package org.gridseal.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of the log, read through one connection.
///
/// Only full tiles are stored. A partial tile of level 0 is the last leaf hashes, one above it the
/// roots of the full tiles below, and a bundle the entries themselves.
final class LogTables implements Tree.Nodes {
  /// The one row that changes, or what was signed of it.
  record Head(long size, Hash root) {}

  private static final String FULL = "SELECT hashes FROM log_tile WHERE level = ? AND idx = ?";
  private static final String LEAVES =
      "SELECT leaf_hash FROM log_leaf WHERE seq >= ? AND seq < ? ORDER BY seq";
  private static final String ROOTS =
      "SELECT root FROM log_tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx";
  private static final String ENTRIES =
      """
      SELECT event.entry FROM log_leaf leaf JOIN audit_event event ON event.id = leaf.event_id
      WHERE leaf.seq >= ? AND leaf.seq < ? ORDER BY leaf.seq
      """;

  private final Connection connection;
  private final long size;
  private final Map<TilePath, Tile> read = new HashMap<>();

  /// @param size of the tree whose nodes are asked for; no more than is stored
  LogTables(Connection connection, long size) {
    this.connection = connection;
    this.size = size;
  }

  /// How far the log has grown.
  static Head head(Connection connection) throws SQLException {
    return onlyHead(connection, "SELECT size, root FROM log_head").orElseThrow();
  }

  /// The same, and nobody else may append until this transaction ends.
  static Head lockedHead(Connection connection) throws SQLException {
    return onlyHead(connection, "SELECT size, root FROM log_head FOR UPDATE").orElseThrow();
  }

  /// The largest tree that was signed, if any was.
  static Optional<Head> published(Connection connection) throws SQLException {
    return onlyHead(connection, "SELECT size, root FROM log_checkpoint ORDER BY size DESC LIMIT 1");
  }

  /// A tile, if the log has grown so far.
  Optional<Tile> tile(TilePath path) throws SQLException {
    List<Hash> hashes = new ArrayList<>();
    if (path.isFull()) {
      for (byte[] stored : column(FULL, path.level(), path.index())) {
        return Optional.of(parse(path, stored));
      }
      return Optional.empty();
    }
    for (byte[] hash : partial(path)) {
      hashes.add(Hash.of(hash));
    }
    return hashes.size() == path.width() ? Optional.of(new Tile(path, hashes)) : Optional.empty();
  }

  /// A bundle of entries, if the log has grown so far.
  Optional<byte[]> bundle(TilePath path) throws SQLException {
    long start = path.index() * Tile.WIDTH;
    List<byte[]> entries = column(ENTRIES, start, start + path.width());
    return entries.size() == path.width()
        ? Optional.of(EntryBundle.encode(entries))
        : Optional.empty();
  }

  /// The partial tiles along the right edge, as they were when the tree had our size.
  RightEdge edge() throws SQLException {
    List<List<Hash>> levels = new ArrayList<>();
    for (int level = 0; size >> (level * Tile.HEIGHT) > 0; level++) {
      long hashes = size >> (level * Tile.HEIGHT);
      int width = (int) (hashes % Tile.WIDTH);
      levels.add(
          width == 0
              ? List.of()
              : existing(new TilePath(level, hashes / Tile.WIDTH, width)).hashes());
    }
    return new RightEdge(size, levels);
  }

  @Override
  public Hash node(int height, long index) {
    int level = height / Tile.HEIGHT;
    int above = height % Tile.HEIGHT;
    long place = index << above;
    long tile = place / Tile.WIDTH;
    long hashes = size >> (level * Tile.HEIGHT);
    int width = (int) Math.min(Tile.WIDTH, hashes - tile * Tile.WIDTH);
    var path = new TilePath(level, tile, width);
    return read.computeIfAbsent(path, this::existing)
        .node(above, (int) (place % Tile.WIDTH) >> above);
  }

  private Tile existing(TilePath path) {
    try {
      return tile(path)
          .orElseThrow(() -> new IllegalStateException("the database has lost " + path));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + path, e);
    }
  }

  private List<byte[]> partial(TilePath path) throws SQLException {
    long start = path.index() * Tile.WIDTH;
    return path.level() == 0
        ? column(LEAVES, start, start + path.width())
        : column(ROOTS, path.level() - 1, start, start + path.width());
  }

  private List<byte[]> column(String query, long... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setLong(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<byte[]> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getBytes(1));
        }
        return values;
      }
    }
  }

  private static Tile parse(TilePath path, byte[] stored) {
    try {
      return Tile.parse(path, stored);
    } catch (BrokenLogException e) {
      throw new IllegalStateException("the database holds a broken tile", e);
    }
  }

  private static Optional<Head> onlyHead(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(new Head(rows.getLong(1), Hash.of(rows.getBytes(2))))
          : Optional.empty();
    }
  }
}
