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
import java.util.UUID;
import java.util.stream.Stream;

/// The tables of the log, read through one connection.
///
/// Only full tiles are stored. A partial tile of level 0 is the leaf hashes of the tail, one above
/// it the roots of the full tiles below. What is no longer in the tail when it is looked for is in
/// the full bundle or tile, so the tail is always asked first.
final class LogTables implements Tree.Nodes {
  /// The one row that changes, or what was signed of it.
  record Head(long size, Hash root) {}

  private static final String FULL = "SELECT hashes FROM log_tile WHERE level = ? AND idx = ?";
  private static final String ROOTS =
      "SELECT root FROM log_tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx";
  private static final String TAIL_HASHES =
      "SELECT leaf_hash FROM log_tail WHERE seq >= ? AND seq < ? ORDER BY seq";
  private static final String TAIL_ENTRIES =
      "SELECT entry FROM log_tail WHERE seq >= ? AND seq < ? ORDER BY seq";
  private static final String TAIL =
      "SELECT id, entry, leaf_hash, keys FROM log_tail WHERE seq >= ? AND seq < ? ORDER BY seq";
  private static final String BUNDLE = "SELECT entries FROM log_bundle WHERE idx = ?";

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
    if (path.isFull()) {
      return only(column(FULL, path.level(), path.index())).map(stored -> parse(path, stored));
    }
    List<byte[]> hashes = partial(path);
    return hashes.size() == path.width()
        ? Optional.of(new Tile(path, hashes.stream().map(Hash::of).toList()))
        : tile(path.whenFull()).map(full -> new Tile(path, full.hashes().subList(0, path.width())));
  }

  /// A bundle of entries, if the log has grown so far.
  Optional<byte[]> bundle(TilePath path) throws SQLException {
    if (path.isFull()) {
      return packedBundle(path.index()).map(Bundle::unpacked);
    }
    long start = path.index() * Tile.WIDTH;
    List<byte[]> entries = column(TAIL_ENTRIES, start, start + path.width());
    return entries.size() == path.width()
        ? Optional.of(EntryBundle.encode(entries))
        : packedBundle(path.index())
            .map(packed -> EntryBundle.encode(Bundle.entries(packed).subList(0, path.width())));
  }

  /// A full bundle as it is kept: packed with gzip.
  Optional<byte[]> packedBundle(long index) throws SQLException {
    return only(column(BUNDLE, index));
  }

  /// The events that have a place, but no full bundle yet.
  List<Leaf> tail() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAIL)) {
      statement.setLong(1, size / Tile.WIDTH * Tile.WIDTH);
      statement.setLong(2, size);
      return leaves(statement);
    }
  }

  /// The rows of a query for id, entry, leaf hash and keys.
  static List<Leaf> leaves(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      List<Leaf> leaves = new ArrayList<>();
      while (rows.next()) {
        leaves.add(
            new Leaf(
                rows.getObject(1, UUID.class),
                rows.getBytes(2),
                Hash.of(rows.getBytes(3)),
                Stream.of((Integer[]) rows.getArray(4).getArray())
                    .mapToInt(Integer::intValue)
                    .toArray()));
      }
      return leaves;
    }
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
        ? column(TAIL_HASHES, start, start + path.width())
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

  private static Optional<byte[]> only(List<byte[]> rows) {
    return rows.stream().findFirst();
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
