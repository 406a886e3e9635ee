package org.gridseal.site;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Tells whether a PIN is the right one, without holding it.
///
/// A PIN has 100,000 values, so whoever holds a verifier finds its PIN within the hour; the
/// iterations buy that hour and nothing more. Guessing over the wire is stopped elsewhere, by
/// counting.
public final class PinVerifier {
  /// Octets of salt (NIST SP 800-132 §5.1 asks for at least 16).
  public static final int SALT_LENGTH = 16;

  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  /// Ours: some ten milliseconds, so that 500 devices in one registration are a matter of seconds.
  private static final int ITERATIONS = 50_000;

  private static final int HASH_LENGTH = 32;

  private final byte[] saltAndHash;

  private PinVerifier(byte[] saltAndHash) {
    this.saltAndHash = saltAndHash;
  }

  /// Makes the verifier of a PIN.
  ///
  /// @param salt 16 fresh random bytes
  public static PinVerifier of(Pin pin, byte[] salt) {
    if (salt.length != SALT_LENGTH) {
      throw new IllegalArgumentException("a salt has 16 bytes, not " + salt.length);
    }
    byte[] both = Arrays.copyOf(salt, SALT_LENGTH + HASH_LENGTH);
    System.arraycopy(hash(pin, salt), 0, both, SALT_LENGTH, HASH_LENGTH);
    return new PinVerifier(both);
  }

  /// Takes back what [#stored] gave.
  public static PinVerifier ofStored(byte[] stored) {
    if (stored.length != SALT_LENGTH + HASH_LENGTH) {
      throw new IllegalArgumentException("a PIN verifier has 48 bytes, not " + stored.length);
    }
    return new PinVerifier(stored.clone());
  }

  /// Takes about as long for a wrong PIN as for the right one.
  public boolean accepts(Pin pin) {
    byte[] salt = Arrays.copyOf(saltAndHash, SALT_LENGTH);
    byte[] expected = Arrays.copyOfRange(saltAndHash, SALT_LENGTH, saltAndHash.length);
    return MessageDigest.isEqual(expected, hash(pin, salt));
  }

  /// 48 bytes: the salt, then the hash.
  public byte[] stored() {
    return saltAndHash.clone();
  }

  private static byte[] hash(Pin pin, byte[] salt) {
    char[] digits = pin.reveal().toCharArray();
    var content = new PBEKeySpec(digits, salt, ITERATIONS, HASH_LENGTH * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(content).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    } finally {
      content.clearPassword();
    }
  }
}
