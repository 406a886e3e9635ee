package org.gridseal.lint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes by name.
final class Digests {
  private Digests() {}

  /// For recognising what others made of it; nothing is trusted because of it.
  static byte[] sha1(byte[] content) {
    return of("SHA-1", content);
  }

  static byte[] sha256(byte[] content) {
    return of("SHA-256", content);
  }

  static byte[] of(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
