package org.gridseal.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Tile;
import org.gridseal.audit.TilePath;

/// The tree of RFC 9162 §2.1 over a whole log, leaf by leaf, without keeping more than its right
/// edge.
final class LogTree {
  private final List<List<Hash>> edge = new ArrayList<>();
  private final List<Long> tiles = new ArrayList<>();
  private final Consumer<Tile> full;
  private long size;

  /// @param full gets each tile when it is full, those below before those above
  LogTree(Consumer<Tile> full) {
    this.full = full;
  }

  void append(Hash leaf) {
    size++;
    add(0, leaf);
  }

  long size() {
    return size;
  }

  Hash root() {
    List<Hash> below = List.of();
    for (List<Hash> level : edge) {
      List<Hash> nodes = new ArrayList<>(level);
      nodes.addAll(below);
      below = nodes.isEmpty() ? List.of() : List.of(root(nodes));
    }
    return below.isEmpty() ? Hash.ofEmptyTree() : below.getFirst();
  }

  private void add(int level, Hash hash) {
    if (level == edge.size()) {
      edge.add(new ArrayList<>());
      tiles.add(0L);
    }
    List<Hash> hashes = edge.get(level);
    hashes.add(hash);
    if (hashes.size() == Tile.WIDTH) {
      long index = tiles.get(level);
      Tile tile = new Tile(TilePath.full(level, index), hashes);
      tiles.set(level, index + 1);
      hashes.clear();
      full.accept(tile);
      add(level + 1, tile.node(Tile.HEIGHT, 0));
    }
  }

  /// Of neighbours that are all of one height but the last, which may be lower.
  private static Hash root(List<Hash> nodes) {
    if (nodes.size() == 1) {
      return nodes.getFirst();
    }
    int left = Integer.highestOneBit(nodes.size() - 1);
    return Hash.ofNode(root(nodes.subList(0, left)), root(nodes.subList(left, nodes.size())));
  }
}
