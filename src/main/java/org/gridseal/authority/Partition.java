package org.gridseal.authority;

/// One part of the certificates of an authority, cut by twelve bits of their serial numbers, with a
/// CRL of its own (RFC 5280 §5.2.5). Serial numbers are drawn by chance, so parts of one number are
/// of one size.
///
/// @param of how many parts there are: a power of two
/// @param index which it is, from 0
public record Partition(int of, int index) {
  /// As many as the register keeps bits for.
  public static final int MOST = 1 << SerialNumber.BUCKET_BITS;

  /// All certificates of an authority.
  public static final Partition WHOLE = new Partition(1, 0);

  public Partition {
    if (of < 1 || of > MOST || Integer.bitCount(of) != 1) {
      throw new IllegalArgumentException("partitions are not a power of two up to 4096: " + of);
    }
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException("there is no partition %d of %d".formatted(index, of));
    }
  }

  /// The part of so many that a certificate is in.
  public static Partition holding(SerialNumber serialNumber, int of) {
    return new Partition(of, serialNumber.bucket() / (MOST / of));
  }

  public boolean isWhole() {
    return of == 1;
  }

  /// The first of the buckets that it holds ([SerialNumber#bucket]).
  public int firstBucket() {
    return index * (MOST / of);
  }

  /// The last of them, inclusive.
  public int lastBucket() {
    return firstBucket() + MOST / of - 1;
  }

  @Override
  public String toString() {
    return of + "/" + index;
  }
}
