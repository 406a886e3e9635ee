package org.gridseal.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The end of a log as it grows in memory: its right edge, the entries that no bundle holds yet,
/// and the tiles and bundles that became full on the way.
///
/// Not for use by several threads.
public final class Growth {
  private final RightEdge edge;
  private final List<Leaf> tail;
  private final Gzip gzip;
  private final List<Tile> tiles = new ArrayList<>();
  private final List<Bundle> bundles = new ArrayList<>();

  /// @param edge of the log as it is; grows
  /// @param tail the leaves of the edge's partial tile of level 0
  /// @throws IllegalStateException if these are not as many as the edge says
  public Growth(RightEdge edge, List<Leaf> tail) {
    this(edge, tail, new Gzip());
  }

  /// Reads the end of the log from its tables; nobody else may append until the transaction ends.
  ///
  /// @throws IllegalStateException if they contradict each other
  public static Growth from(Connection connection) throws SQLException {
    var tables = new LogTables(connection, LogTables.lockedHead(connection).size());
    return new Growth(tables.edge(), tables.tail());
  }

  private Growth(RightEdge edge, List<Leaf> tail, Gzip gzip) {
    this.edge = edge;
    this.tail = new ArrayList<>(tail);
    this.gzip = gzip;
    if (tail.size() != edge.size() % Tile.WIDTH) {
      throw new IllegalStateException(tail.size() + " leaves are no tail of size " + edge.size());
    }
  }

  /// The same end with nothing full, to grow from here: should what comes fail, this one is still
  /// true.
  Growth next() {
    return new Growth(edge.copy(), tail, gzip);
  }

  /// Gives an event the next place.
  public void append(Leaf leaf) {
    tiles.addAll(edge.append(leaf.hash()));
    tail.add(leaf);
    if (tail.size() == Tile.WIDTH) {
      bundles.add(Bundle.of(edge.size() / Tile.WIDTH - 1, tail, gzip));
      tail.clear();
    }
  }

  public long size() {
    return edge.size();
  }

  public Hash root() {
    return edge.root();
  }

  /// Events at the end whose bundle is not full yet, in the order of their places.
  public List<Leaf> tail() {
    return List.copyOf(tail);
  }

  /// The tiles that are full and were not asked for before, the lower before the higher.
  public List<Tile> takeTiles() {
    return take(tiles);
  }

  /// The bundles that are full and were not asked for before.
  public List<Bundle> takeBundles() {
    return take(bundles);
  }

  private static <T> List<T> take(List<T> full) {
    List<T> taken = List.copyOf(full);
    full.clear();
    return taken;
  }
}
