package org.gridseal.keeper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;

/// A key whose keeper gets hashes to sign: only the hash goes to a token or over a network, and
/// Java's is faster than a token's.
interface HashSigningKey extends SigningKey {
  @Override
  default byte[] sign(byte[] content) {
    return signHash(hash(SignatureAlgorithm.of(publicKey()), content));
  }

  @Override
  default boolean signsHashes() {
    return true;
  }

  /// What is signed of some content.
  ///
  /// @throws IllegalArgumentException for ML-DSA, which hashes with its own key (FIPS 204 §5.2)
  static byte[] hash(SignatureAlgorithm algorithm, byte[] content) {
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
