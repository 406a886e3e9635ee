package org.gridseal.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Up to 256 neighbouring hashes of one level (C2SP tlog-tiles): at level 0 leaf hashes, at level l
/// roots of full tiles of level l-1.
public record Tile(TilePath path, List<Hash> hashes) {
  /// Hashes of a full tile.
  public static final int WIDTH = 256;

  /// Levels of the binary tree that one level of tiles covers: 256 is two to the eighth.
  public static final int HEIGHT = 8;

  public Tile {
    hashes = List.copyOf(hashes);
    if (path.isEntries() || hashes.size() != path.width()) {
      throw new IllegalArgumentException(path + " cannot hold " + hashes.size() + " hashes");
    }
  }

  /// Reads a tile as it is served.
  ///
  /// @throws BrokenLogException if there are not exactly as many hashes as the path says
  public static Tile parse(TilePath path, byte[] served) throws BrokenLogException {
    if (served.length != path.width() * Hash.LENGTH) {
      throw new BrokenLogException(
          path + " has " + served.length + " bytes, not " + path.width() * Hash.LENGTH);
    }
    List<Hash> hashes = new ArrayList<>(path.width());
    for (int start = 0; start < served.length; start += Hash.LENGTH) {
      hashes.add(Hash.of(Arrays.copyOfRange(served, start, start + Hash.LENGTH)));
    }
    return new Tile(path, hashes);
  }

  /// The hashes one after another, as they are served and kept.
  public byte[] encoded() {
    byte[] encoded = new byte[hashes.size() * Hash.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).bytes(), 0, encoded, i * Hash.LENGTH, Hash.LENGTH);
    }
    return encoded;
  }

  /// The root of the binary subtree inside the tile.
  ///
  /// @param height above the tile's own hashes, 0 to 8
  /// @param position among the subtrees of that height in this tile
  public Hash node(int height, int position) {
    if (height == 0) {
      return hashes.get(position);
    }
    return Hash.ofNode(node(height - 1, 2 * position), node(height - 1, 2 * position + 1));
  }
}
