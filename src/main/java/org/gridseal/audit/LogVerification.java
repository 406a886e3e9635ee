package org.gridseal.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Re-checks a whole log, from the signature down to the last entry, trusting nothing but a key and
/// what the same auditor has seen before.
///
/// Every entry is hashed, every hash is compared with the tiles, and the root that the entries make
/// must be the signed one. So no entry is missing, changed, added or moved, and nobody who was
/// given this checkpoint was shown another history.
public final class LogVerification {
  /// A checkpoint with a hundred cosignatures is far smaller.
  private static final int MAXIMUM_NOTE = 1 << 20;

  private final LogSource source;
  private final VerifierKey key;
  private final boolean withEntries;
  private final LongConsumer progress;

  /// @param withEntries false where only the hashes are public; the entries then go unread
  /// @param progress is told how many entries were checked, once a tile
  public LogVerification(
      LogSource source, VerifierKey key, boolean withEntries, LongConsumer progress) {
    this.source = source;
    this.key = key;
    this.withEntries = withEntries;
    this.progress = progress;
  }

  /// Checks everything.
  ///
  /// @param seen the note of an earlier checkpoint, of which the log must be an extension
  /// @return the note of the checkpoint that everything was checked against
  /// @throws BrokenLogException naming the first thing that is wrong
  /// @throws IOException if the log cannot be read; nothing is known then
  public byte[] verify(byte @Nullable [] seen) throws BrokenLogException, IOException {
    byte[] note =
        source
            .read(LogSource.CHECKPOINT, MAXIMUM_NOTE)
            .orElseThrow(() -> new BrokenLogException("the checkpoint is missing"));
    Checkpoint checkpoint = Checkpoint.open(note, key);
    Checkpoint earlier = seen == null ? null : Checkpoint.open(seen, key);
    if (earlier != null && earlier.size() > checkpoint.size()) {
      throw new BrokenLogException(
          "the log has %d entries, but had %d before".formatted(checkpoint.size(), earlier.size()));
    }
    RightEdge edge = readAll(checkpoint.size(), earlier);
    for (int level = 0; level <= TilePath.MAXIMUM_LEVEL; level++) {
      comparePartial(edge.partial(level));
    }
    if (!edge.root().equals(checkpoint.root())) {
      throw new BrokenLogException(
          "the %d entries do not make the signed root".formatted(checkpoint.size()));
    }
    return note;
  }

  private RightEdge readAll(long size, @Nullable Checkpoint earlier)
      throws BrokenLogException, IOException {
    var edge = new RightEdge();
    requireExtension(earlier, edge);
    while (edge.size() < size) {
      for (Hash leaf : readLeaves(TilePath.ofLeaf(edge.size(), size))) {
        for (Tile full : edge.append(leaf)) {
          compareFull(full);
        }
        requireExtension(earlier, edge);
      }
      progress.accept(edge.size());
    }
    return edge;
  }

  /// The leaf hashes of a tile, each compared with its entry.
  private List<Hash> readLeaves(TilePath path) throws BrokenLogException, IOException {
    Tile tile = readTile(path);
    if (!withEntries) {
      return tile.hashes();
    }
    List<byte[]> entries = readBundle(path.entries());
    for (int i = 0; i < entries.size(); i++) {
      if (!Hash.ofLeaf(entries.get(i)).equals(tile.hashes().get(i))) {
        throw new BrokenLogException(
            "entry %d does not have the hash that %s says"
                .formatted(path.index() * Tile.WIDTH + i, path));
      }
    }
    return tile.hashes();
  }

  private void requireExtension(@Nullable Checkpoint earlier, RightEdge edge)
      throws BrokenLogException {
    if (earlier != null && earlier.size() == edge.size() && !earlier.root().equals(edge.root())) {
      throw new BrokenLogException(
          "the log was rewritten: its first %d entries are not those that were seen before"
              .formatted(earlier.size()));
    }
  }

  private void compareFull(Tile computed) throws BrokenLogException, IOException {
    // Level 0 is where the hashes come from.
    if (computed.path().level() > 0) {
      compare(computed);
    }
  }

  private void comparePartial(Optional<Tile> computed) throws BrokenLogException, IOException {
    if (computed.isPresent()) {
      compareFull(computed.get());
    }
  }

  private void compare(Tile computed) throws BrokenLogException, IOException {
    TilePath path = computed.path();
    Tile served = readTile(path);
    if (!served.equals(computed)) {
      throw new BrokenLogException(path + " does not follow from the tiles below it");
    }
  }

  private List<byte[]> readBundle(TilePath path) throws BrokenLogException, IOException {
    Optional<byte[]> bundle = source.read(path.toString(), EntryBundle.MAXIMUM_LENGTH);
    if (bundle.isPresent()) {
      return EntryBundle.parse(path, bundle.get());
    }
    byte[] full = readFull(path, EntryBundle.MAXIMUM_LENGTH);
    return EntryBundle.parse(path.whenFull(), full).subList(0, path.width());
  }

  private Tile readTile(TilePath path) throws BrokenLogException, IOException {
    Optional<byte[]> tile = source.read(path.toString(), Tile.WIDTH * Hash.LENGTH);
    if (tile.isPresent()) {
      return Tile.parse(path, tile.get());
    }
    Tile full = Tile.parse(path.whenFull(), readFull(path, Tile.WIDTH * Hash.LENGTH));
    return new Tile(path, full.hashes().subList(0, path.width()));
  }

  /// A partial tile may be gone once the full one exists (C2SP tlog-tiles, "Partial Tiles"); what
  /// it held is then the beginning of that one.
  private byte[] readFull(TilePath path, int maximum) throws BrokenLogException, IOException {
    return source
        .read(path.whenFull().toString(), maximum)
        .orElseThrow(() -> new BrokenLogException(path + " is missing"));
  }
}
