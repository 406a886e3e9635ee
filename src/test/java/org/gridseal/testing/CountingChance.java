package org.gridseal.testing;

import java.util.Arrays;
import java.util.UUID;
import org.gridseal.site.Chance;

/// Counts up from 1: ids in version 7's form, salts of 16 equal bytes.
public final class CountingChance implements Chance {
  private long count;

  @Override
  public UUID id() {
    count++;
    return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | count);
  }

  @Override
  public byte[] salt() {
    count++;
    byte[] salt = new byte[16];
    Arrays.fill(salt, (byte) count);
    return salt;
  }
}
