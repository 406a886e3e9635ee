package org.gridseal.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// 32 bytes of SHA-256, made with the domain separation of RFC 9162 §2.1.1.
public final class Hash {
  /// Octets of a SHA-256 value (FIPS 180-4).
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes 32 bytes as they are.
  ///
  /// @throws IllegalArgumentException if there are not exactly 32
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// The root of a tree without leaves: SHA-256 of nothing.
  public static Hash ofEmptyTree() {
    return new Hash(sha256().digest());
  }

  /// SHA-256(0x00 || content).
  public static Hash ofLeaf(byte[] content) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return new Hash(digest.digest(content));
  }

  /// What [#ofLeaf] makes, of content that comes in pieces: feed it, and give its digest to [#of].
  public static MessageDigest leafDigest() {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return digest;
  }

  /// SHA-256(0x01 || left || right).
  public static Hash ofNode(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Lower-case hexadecimal, 64 digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
