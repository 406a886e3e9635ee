package org.gridseal.enrollment;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A slow hash of a one-time code: PBKDF2 with HMAC-SHA256 (RFC 8018 §5.2).
///
/// A code has 100 random bits, so guessing is hopeless at any speed; the slow hash is for the day
/// on which somebody shortens the codes.
///
/// @param salt 16 octets, hexadecimal
/// @param value 32 octets, hexadecimal
public record CodeHash(String salt, int iterations, String value) {
  private static final int ITERATIONS = 20_000;
  private static final int HASH_BITS = 256;
  private static final int SALT_OCTETS = 16;

  /// Crockford's alphabet: no I, L, O, U, so that a code survives a phone call. 32 letters carry
  /// five bits each; 20 of them make 100.
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LETTERS = 20;
  private static final int GROUP = 5;

  /// Draws a new code and hashes it.
  public static Fresh drawnFrom(SecureRandom chance, UUID id) {
    StringBuilder code = new StringBuilder();
    for (int letter = 0; letter < LETTERS; letter++) {
      if (letter > 0 && letter % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
    }
    byte[] salt = new byte[SALT_OCTETS];
    chance.nextBytes(salt);
    String text = code.toString();
    byte[] value = derive(text, salt, ITERATIONS);
    return new Fresh(
        id,
        text,
        new CodeHash(HexFormat.of().formatHex(salt), ITERATIONS, HexFormat.of().formatHex(value)));
  }

  /// Compares in constant time.
  boolean matches(String code) {
    byte[] shown = derive(code, HexFormat.of().parseHex(salt), iterations);
    return MessageDigest.isEqual(shown, HexFormat.of().parseHex(value));
  }

  /// Does the work of one comparison for nothing.
  static void spendTime(String code) {
    byte[] unused = derive(code, new byte[SALT_OCTETS], ITERATIONS);
    unused[0] = 0;
  }

  private static byte[] derive(String code, byte[] salt, int iterations) {
    try {
      var specification = new PBEKeySpec(canonical(code), salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(specification)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2", e);
    }
  }

  /// What a person may write differently: case, dashes and spaces, and the letters that Crockford's
  /// alphabet leaves out because they look like digits.
  private static char[] canonical(String code) {
    return code.toUpperCase(Locale.ROOT)
        .replaceAll("[-\\s]", "")
        .replace('O', '0')
        .replaceAll("[IL]", "1")
        .toCharArray();
  }

  /// A code that nobody has seen yet, and its hash.
  public record Fresh(UUID id, String code, CodeHash hash) {
    /// Leaves the code out.
    @Override
    public String toString() {
      return "one-time code " + id;
    }
  }
}
