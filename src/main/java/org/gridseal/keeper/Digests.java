package org.gridseal.keeper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gridseal.authority.SignatureAlgorithm;

/// Hashes what is signed before it goes to a token or over a network: only the hash travels, and
/// Java's is faster than a token's.
final class Digests {
  private Digests() {}

  /// @throws IllegalArgumentException for ML-DSA, which hashes with its own key (FIPS 204 §5.2)
  static byte[] of(SignatureAlgorithm algorithm, byte[] content) {
    String name =
        algorithm
            .hash()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(algorithm + " has no hash before the signature"));
    try {
      return MessageDigest.getInstance(name).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }
}
