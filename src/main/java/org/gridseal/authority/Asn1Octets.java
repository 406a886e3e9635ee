package org.gridseal.authority;

/// Writes tag, length and value (X.690 §8.1, lengths in their shortest form), where objects for
/// each of them would cost more than the signature.
final class Asn1Octets {
  static final int SEQUENCE = 0x30;
  static final int OCTET_STRING = 0x04;

  private Asn1Octets() {}

  /// Writes a value that is made of parts.
  static byte[] of(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] header = header(tag, length);
    byte[] whole = new byte[header.length + length];
    System.arraycopy(header, 0, whole, 0, header.length);
    int place = header.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, place, part.length);
      place += part.length;
    }
    return whole;
  }

  /// Tag and length alone.
  static byte[] header(int tag, long length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    byte[] header = new byte[2 + octets];
    header[0] = (byte) tag;
    header[1] = (byte) (0x80 | octets);
    for (int at = 0; at < octets; at++) {
      header[2 + at] = (byte) (length >> ((octets - 1 - at) * Byte.SIZE));
    }
    return header;
  }
}
