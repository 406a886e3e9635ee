package org.gridseal.authority;

import java.security.PublicKey;

/// A private key that signs for an authority, wherever it is kept.
///
/// Each call may be retried; a signature that was made and lost does no harm. An implementation
/// answers within the time its own configuration states, or fails. Nobody need believe its answer:
/// a [CertificationAuthority] verifies each signature before it is used.
public interface SigningKey {
  /// The other half. It never changes during the life of this object.
  PublicKey publicKey();

  /// Signs with the algorithm of the key ([SignatureAlgorithm#of]).
  ///
  /// @param content the bytes to be signed, not their hash
  /// @return the signature as it stands in a certificate: an ECDSA-Sig-Value (RFC 3279 §2.2.3), or
  ///   the octets of ML-DSA (RFC 9881 §3)
  /// @throws SigningException if the keeper of the key gives none
  byte[] sign(byte[] content);

  /// Whether [#signHash] works: not with a keeper or an algorithm that takes whole contents only.
  default boolean signsHashes() {
    return false;
  }

  /// Signs content of which only the hash is there, the same hash that [#sign] would make; for what
  /// is too long to be held in memory.
  ///
  /// @throws SigningException if the keeper of the key gives none
  /// @throws UnsupportedOperationException unless [#signsHashes]
  default byte[] signHash(byte[] hash) {
    throw new UnsupportedOperationException("this key signs whole contents only");
  }
}
