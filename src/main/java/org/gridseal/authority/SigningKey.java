package org.gridseal.authority;

import java.security.PublicKey;

/// A private key that signs for an authority, wherever it is kept.
///
/// Each call may be retried; a signature that was made and lost does no harm. An implementation
/// answers within the time its own configuration states, or fails.
public interface SigningKey {
  /// The other half. It never changes during the life of this object.
  PublicKey publicKey();

  /// Signs with ECDSA and SHA-256.
  ///
  /// @param content the bytes to be signed, not their hash
  /// @return the signature as an ECDSA-Sig-Value (RFC 3279 §2.2.3)
  /// @throws SigningException if the keeper of the key gives none
  byte[] sign(byte[] content);
}
