package org.gridseal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The right edge of a growing tree: of each level the hashes that no full tile holds yet, which is
/// all one needs to append leaves and to know the root. Less than 256 hashes a level.
///
/// Not for use by several threads.
public final class RightEdge {
  /// Fewer than 256 hashes for each level that exists, the leaves' first.
  private final List<List<Hash>> levels = new ArrayList<>();

  private long size;

  /// The edge of the empty tree.
  public RightEdge() {}

  /// The edge of a tree that exists.
  ///
  /// @param levels of each level the hashes of its partial tile, the leaves' first; empty lists for
  ///   levels whose tiles are all full
  /// @throws IllegalArgumentException if the widths are not those of a tree of that size
  public RightEdge(long size, List<List<Hash>> levels) {
    this.size = size;
    levels.forEach(level -> this.levels.add(new ArrayList<>(level)));
    for (int level = 0; level <= TilePath.MAXIMUM_LEVEL; level++) {
      if (width(level) != (int) ((size >> (level * Tile.HEIGHT)) % Tile.WIDTH)) {
        throw new IllegalArgumentException(
            width(level) + " hashes at level " + level + " are no edge of size " + size);
      }
    }
  }

  public RightEdge copy() {
    return new RightEdge(size, levels);
  }

  public long size() {
    return size;
  }

  /// Appends a leaf.
  ///
  /// @return the tiles that became full, the lowest level first; mostly none
  public List<Tile> append(Hash leaf) {
    List<Tile> full = new ArrayList<>();
    Hash hash = leaf;
    size++;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<Hash> edge = levels.get(level);
      edge.add(hash);
      if (edge.size() < Tile.WIDTH) {
        return full;
      }
      long index = (size >> ((level + 1) * Tile.HEIGHT)) - 1;
      var tile = new Tile(TilePath.full(level, index), edge);
      full.add(tile);
      edge.clear();
      hash = tile.node(Tile.HEIGHT, 0);
    }
  }

  /// The partial tile of a level, if it has one.
  public Optional<Tile> partial(int level) {
    if (width(level) == 0) {
      return Optional.empty();
    }
    long index = size >> ((level + 1) * Tile.HEIGHT);
    return Optional.of(new Tile(new TilePath(level, index, width(level)), levels.get(level)));
  }

  /// The root of the tree as it is now.
  public Hash root() {
    Hash root = null;
    for (List<Hash> level : levels) {
      for (Hash subtree : completeSubtrees(level).reversed()) {
        root = root == null ? subtree : Hash.ofNode(subtree, root);
      }
    }
    return root == null ? Hash.ofEmptyTree() : root;
  }

  private int width(int level) {
    return level < levels.size() ? levels.get(level).size() : 0;
  }

  /// The roots of the largest complete subtrees that the hashes fall into, from the left.
  private static List<Hash> completeSubtrees(List<Hash> hashes) {
    List<Hash> roots = new ArrayList<>();
    int start = 0;
    while (start < hashes.size()) {
      int leaves = Integer.highestOneBit(hashes.size() - start);
      roots.add(complete(hashes.subList(start, start + leaves)));
      start += leaves;
    }
    return roots;
  }

  private static Hash complete(List<Hash> hashes) {
    int half = hashes.size() / 2;
    return half == 0
        ? hashes.getFirst()
        : Hash.ofNode(complete(hashes.subList(0, half)), complete(hashes.subList(half, 2 * half)));
  }
}
