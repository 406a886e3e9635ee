package org.gridseal.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a tile or an entry bundle is found below the log's address, such as `tile/0/x001/067.p/5`
/// (C2SP tlog-tiles, "Merkle Tree" and "Log Entries").
///
/// @param level 0 for leaf hashes, or [#ENTRIES]
/// @param index among the tiles of the level, from 0
/// @param width hashes or entries inside, 1 to 256; below 256 the tile is partial
public record TilePath(int level, long index, int width) {
  /// The level of entry bundles, which lie beside the tiles of level 0.
  public static final int ENTRIES = -1;

  /// A tile of level 7 would cover 2^64 leaves; a `long` counts to 2^63.
  public static final int MAXIMUM_LEVEL = 7;

  /// Beyond it the entries of a tile cannot be counted in a long.
  private static final long LAST_INDEX = Long.MAX_VALUE / Tile.WIDTH - 1;

  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TilePath {
    if (level < ENTRIES || level > MAXIMUM_LEVEL || index < 0 || width < 1 || width > Tile.WIDTH) {
      throw new IllegalArgumentException(
          "no tile has level " + level + ", index " + index + " and width " + width);
    }
  }

  public static TilePath full(int level, long index) {
    return new TilePath(level, index, Tile.WIDTH);
  }

  /// The tile of leaf hashes that covers a leaf in a tree of that size: partial if it is the last.
  ///
  /// @throws IllegalArgumentException if the tree is not so large
  public static TilePath ofLeaf(long leaf, long size) {
    long index = leaf / Tile.WIDTH;
    return new TilePath(0, index, (int) Math.min(Tile.WIDTH, size - index * Tile.WIDTH));
  }

  /// Reads a path as it is asked for; nothing if it is not the one way to write it.
  public static Optional<TilePath> parse(String path) {
    Matcher form = FORM.matcher(path);
    if (!form.matches()) {
      return Optional.empty();
    }
    int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
    long index = Long.parseLong(form.group(2).replaceAll("[x/]", ""));
    int width = form.group(3) == null ? Tile.WIDTH : Integer.parseInt(form.group(3));
    if (width > Tile.WIDTH || index > LAST_INDEX) {
      return Optional.empty();
    }
    var parsed = new TilePath(level, index, width);
    // Leading groups of zeros and `.p/256` are other spellings of the same tile.
    return parsed.toString().equals(path) ? Optional.of(parsed) : Optional.empty();
  }

  public boolean isEntries() {
    return level == ENTRIES;
  }

  public boolean isFull() {
    return width == Tile.WIDTH;
  }

  /// The entries whose hashes a tile of level 0 holds.
  public TilePath entries() {
    return new TilePath(ENTRIES, index, width);
  }

  /// The same place when it is full.
  public TilePath whenFull() {
    return full(level, index);
  }

  /// The path without a leading slash.
  @Override
  public String toString() {
    String place = String.format(Locale.ROOT, "%03d", index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      place = String.format(Locale.ROOT, "x%03d/", rest % 1000) + place;
    }
    String prefix = "tile/" + (isEntries() ? "entries" : level) + "/";
    return prefix + place + (isFull() ? "" : ".p/" + width);
  }
}
