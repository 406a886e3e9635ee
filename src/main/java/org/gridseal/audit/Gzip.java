package org.gridseal.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/// Packs in the form of RFC 1952, again and again with the same memory. Not for several threads.
final class Gzip {
  /// Of the levels of zlib, one beyond which bundles of entries hardly become smaller
  /// (docs/decisions/0018).
  private static final int LEVEL = 6;

  /// Magic, deflate, no flags, no time, nothing extra, unknown system (RFC 1952 §2.3): the same
  /// octets are packed into the same octets.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private static final int CHUNK = 1 << 16;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final byte[] chunk = new byte[CHUNK];

  byte[] pack(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 2);
    out.writeBytes(HEADER);
    deflater.reset();
    deflater.setInput(plain);
    deflater.finish();
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    var checksum = new CRC32();
    checksum.update(plain);
    out.writeBytes(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) checksum.getValue())
            .putInt(plain.length)
            .array());
    return out.toByteArray();
  }

  /// @param maximum octets; more are a failure, however few they were packed into
  /// @throws IOException if it is not in this form, or more comes out
  static byte[] unpack(byte[] packed, int maximum) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
      byte[] plain = in.readNBytes(maximum + 1);
      if (plain.length > maximum) {
        throw new IOException("more than " + maximum + " bytes come out");
      }
      return plain;
    }
  }
}
