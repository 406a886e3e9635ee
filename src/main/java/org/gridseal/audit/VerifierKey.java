package org.gridseal.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A public key by which notes are checked, with the name it signs under; its text form is the vkey
/// of C2SP signed-note: `name+keyid+base64(type || key)`.
///
/// @param id the first four bytes of a hash over name and key, by which a signature says whose it
///   is
public record VerifierKey(String name, int id, Algorithm algorithm, PublicKey key) {
  /// The kinds of signature that we check (C2SP signed-note, "Signature types").
  public enum Algorithm {
    ED25519(1, "Ed25519", "Ed25519"),
    ECDSA(2, "EC", "SHA256withECDSA");

    private final int type;
    private final String keyAlgorithm;
    private final String signatureAlgorithm;

    Algorithm(int type, String keyAlgorithm, String signatureAlgorithm) {
      this.type = type;
      this.keyAlgorithm = keyAlgorithm;
      this.signatureAlgorithm = signatureAlgorithm;
    }
  }

  /// What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4).
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ID_LENGTH = 4;

  /// The vkey of our own key.
  ///
  /// @throws IllegalArgumentException if the key is not of Ed25519, or no note could bear the name
  public static VerifierKey ofEd25519(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded.length != ED25519_PREFIX.length + 32) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    if (!isName(name)) {
      throw new IllegalArgumentException("a key's name has no spaces and no plus");
    }
    byte[] raw = Arrays.copyOfRange(encoded, ED25519_PREFIX.length, encoded.length);
    int id = ed25519Id(name, withType(Algorithm.ED25519, raw));
    return new VerifierKey(name, id, Algorithm.ED25519, key);
  }

  /// Reads a vkey; white space around it is ignored.
  ///
  /// @throws BrokenLogException if it is none, of a kind we do not check, or its id is not its own
  public static VerifierKey parse(String vkey) throws BrokenLogException {
    String[] parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
      throw new BrokenLogException("not a verifier key (name+id+key)");
    }
    try {
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      VerifierKey key = of(parts[0], typed);
      if (key.id != HexFormat.fromHexDigits(parts[1])) {
        throw new BrokenLogException("the verifier key's id does not belong to its name and key");
      }
      return key;
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new BrokenLogException("the verifier key's key cannot be read", e);
    }
  }

  /// Whether the key made the signature over the text.
  public boolean verifies(byte[] text, byte[] signature) {
    try {
      Signature verification = Signature.getInstance(algorithm.signatureAlgorithm);
      verification.initVerify(key);
      verification.update(text);
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of the wrong length or form is an exception to JCA, and simply wrong to us.
      return false;
    }
  }

  /// The vkey.
  @Override
  public String toString() {
    byte[] encoded = key.getEncoded();
    byte[] bare =
        switch (algorithm) {
          case ED25519 -> Arrays.copyOfRange(encoded, ED25519_PREFIX.length, encoded.length);
          case ECDSA -> encoded;
        };
    String base64 = Base64.getEncoder().encodeToString(withType(algorithm, bare));
    return name + "+" + HexFormat.of().toHexDigits(id) + "+" + base64;
  }

  /// Neither empty nor with white space or a plus (C2SP signed-note, "Format").
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ');
  }

  private static VerifierKey of(String name, byte[] typed)
      throws GeneralSecurityException, BrokenLogException {
    byte[] bare = Arrays.copyOfRange(typed, Math.min(1, typed.length), typed.length);
    int type = typed.length == 0 ? 0 : typed[0];
    return switch (type) {
      case 1 -> {
        PublicKey key = read(Algorithm.ED25519, concatenated(ED25519_PREFIX, bare));
        yield new VerifierKey(name, ed25519Id(name, typed), Algorithm.ED25519, key);
      }
      // The id of an ECDSA key is a hash of the key alone (C2SP signed-note, type 0x02).
      case 2 ->
          new VerifierKey(
              name, firstFour(sha256(bare)), Algorithm.ECDSA, read(Algorithm.ECDSA, bare));
      default -> throw new BrokenLogException("keys of type " + type + " are not known here");
    };
  }

  private static PublicKey read(Algorithm algorithm, byte[] encoded)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm.keyAlgorithm)
        .generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static int ed25519Id(String name, byte[] typed) {
    byte[] text = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return firstFour(sha256(concatenated(text, typed)));
  }

  private static byte[] withType(Algorithm algorithm, byte[] bare) {
    return concatenated(new byte[] {(byte) algorithm.type}, bare);
  }

  private static byte[] concatenated(byte[] left, byte[] right) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(left);
    out.writeBytes(right);
    return out.toByteArray();
  }

  private static int firstFour(byte[] hash) {
    return HexFormat.fromHexDigits(HexFormat.of().formatHex(hash, 0, ID_LENGTH));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
