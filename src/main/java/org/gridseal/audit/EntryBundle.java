package org.gridseal.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Up to 256 neighbouring entries as they are served: each after its length as a big-endian uint16
/// (C2SP tlog-tiles, "Log Entries").
public final class EntryBundle {
  /// What the length can say.
  public static final int MAXIMUM_ENTRY = 0xffff;

  /// Bytes of the largest bundle.
  public static final int MAXIMUM_LENGTH = Tile.WIDTH * (2 + MAXIMUM_ENTRY);

  private EntryBundle() {}

  /// @throws IllegalArgumentException if an entry is too long
  public static byte[] encode(List<byte[]> entries) {
    var out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAXIMUM_ENTRY) {
        throw new IllegalArgumentException("an entry of " + entry.length + " bytes is too long");
      }
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /// Takes a bundle apart.
  ///
  /// @param path where it was found, which says how many entries it must hold
  /// @throws BrokenLogException if there are more or fewer, or bytes are left over
  public static List<byte[]> parse(TilePath path, byte[] served) throws BrokenLogException {
    List<byte[]> entries = new ArrayList<>();
    int position = 0;
    while (position < served.length) {
      if (position + 2 > served.length) {
        throw new BrokenLogException(path + " ends inside a length");
      }
      int length = ((served[position] & 0xff) << 8) | (served[position + 1] & 0xff);
      int end = position + 2 + length;
      if (end > served.length) {
        throw new BrokenLogException(path + " ends inside its entry " + entries.size());
      }
      entries.add(Arrays.copyOfRange(served, position + 2, end));
      position = end;
    }
    if (entries.size() != path.width()) {
      throw new BrokenLogException(
          path + " holds " + entries.size() + " entries, not " + path.width());
    }
    return entries;
  }
}
