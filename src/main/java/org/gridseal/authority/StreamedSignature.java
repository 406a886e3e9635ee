package org.gridseal.authority;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A signature over content that comes in pieces. Where the keeper of the key signs hashes, nothing
/// of the content is kept; where it does not (ML-DSA hashes for itself, FIPS 204 §5.2), all of it.
final class StreamedSignature {
  private final SigningKey key;
  private final MessageDigest hash;
  private final @Nullable ByteArrayOutputStream whole;

  StreamedSignature(SigningKey key) {
    this.key = key;
    Optional<String> name = SignatureAlgorithm.of(key.publicKey()).hash();
    this.hash = digest(name.orElse("SHA-256"));
    this.whole = name.isPresent() && key.signsHashes() ? null : new ByteArrayOutputStream();
  }

  void update(byte[] octets, int length) {
    if (whole == null) {
      hash.update(octets, 0, length);
    } else {
      whole.write(octets, 0, length);
    }
  }

  /// @throws SigningException if the key gives no signature, or one that does not verify
  byte[] sign() {
    if (whole != null) {
      return new VerifiedKey(key).sign(whole.toByteArray());
    }
    byte[] digest = hash.digest();
    byte[] signature = key.signHash(digest);
    if (verifies(digest, signature)) {
      return signature;
    }
    throw new SigningException("the keeper of the key returned a signature that does not verify");
  }

  private boolean verifies(byte[] digest, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("NONEwithECDSA");
      verifier.initVerify(key.publicKey());
      verifier.update(digest);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new SigningException("the keeper of the key returned no signature", e);
    }
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }
}
