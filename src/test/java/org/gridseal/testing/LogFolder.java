package org.gridseal.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.audit.Checkpoint;
import org.gridseal.audit.EntryBundle;
import org.gridseal.audit.Hash;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.RightEdge;
import org.gridseal.audit.Tile;
import org.gridseal.audit.TilePath;

/// Writes a whole log into a folder, laid out as C2SP tlog-tiles says: what an operator would
/// serve, honest or not.
public final class LogFolder {
  private LogFolder() {}

  public static void write(Path folder, LogKey key, List<byte[]> entries) throws IOException {
    var edge = new RightEdge();
    for (byte[] entry : entries) {
      for (Tile full : edge.append(Hash.ofLeaf(entry))) {
        writeTile(folder, full);
      }
    }
    for (int level = 0; level <= TilePath.MAXIMUM_LEVEL; level++) {
      if (edge.partial(level).isPresent()) {
        writeTile(folder, edge.partial(level).get());
      }
    }
    for (long leaf = 0; leaf < entries.size(); leaf += Tile.WIDTH) {
      writeBundle(folder, TilePath.ofLeaf(leaf, entries.size()).entries(), entries);
    }
    var checkpoint = new Checkpoint(key.verifier().name(), edge.size(), edge.root());
    write(folder, "checkpoint", key.sign(checkpoint).encoded());
  }

  /// Replaces an entry bundle.
  public static void writeBundle(Path folder, TilePath path, List<byte[]> entries)
      throws IOException {
    int start = (int) path.index() * Tile.WIDTH;
    List<byte[]> inside = new ArrayList<>(entries.subList(start, start + path.width()));
    write(folder, path.toString(), EntryBundle.encode(inside));
  }

  private static void writeTile(Path folder, Tile tile) throws IOException {
    write(folder, tile.path().toString(), tile.encoded());
  }

  private static void write(Path folder, String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
