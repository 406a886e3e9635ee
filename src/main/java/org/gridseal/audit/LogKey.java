package org.gridseal.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// The Ed25519 key that signs checkpoints, and nothing else. Its name is the log's origin.
public final class LogKey {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private final PrivateKey key;
  private final VerifierKey verifier;

  private LogKey(String origin, KeyPair pair) {
    this.key = pair.getPrivate();
    this.verifier = VerifierKey.ofEd25519(origin, pair.getPublic());
  }

  /// A fresh key that is kept nowhere.
  public static LogKey create(String origin, SecureRandom random) {
    return new LogKey(origin, generate(random));
  }

  /// Loads the key from a PEM file, or makes one there on the first start, for its owner's eyes
  /// only (mode 0600).
  ///
  /// The file holds the private key (PKCS #8, RFC 8410) and, because Java cannot compute one from
  /// the other, the public key after it. That the two belong together is checked by signing.
  ///
  /// @throws IllegalStateException if the file holds no such pair; a log whose key is lost cannot
  ///   go on, so nothing is made anew in its place
  public static LogKey createOrLoad(Path file, String origin, SecureRandom random)
      throws IOException {
    if (Files.notExists(file)) {
      write(file, generate(random));
    }
    return load(file, origin);
  }

  /// By which everybody can check what this key signed.
  public VerifierKey verifier() {
    return verifier;
  }

  /// Signs a checkpoint of this log.
  ///
  /// @throws IllegalArgumentException if it is of another
  public SignedNote sign(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(verifier.name())) {
      throw new IllegalArgumentException("a checkpoint of another log: " + checkpoint.origin());
    }
    byte[] signature = sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
    var line = SignedNote.Line.of(verifier, signature);
    return new SignedNote(checkpoint.text(), List.of(line));
  }

  private byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the log's key", e);
    }
  }

  private static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  private static void write(Path file, KeyPair pair) throws IOException {
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    // Made empty with its mode first, so that the key is at no moment readable by others.
    Files.createFile(file, ownerOnly);
    String pem = pem(PRIVATE, pair.getPrivate().getEncoded()) + pem(PUBLIC, encoded(pair));
    Files.writeString(file, pem, StandardOpenOption.SYNC);
  }

  private static byte[] encoded(KeyPair pair) {
    return pair.getPublic().getEncoded();
  }

  private static LogKey load(Path file, String origin) throws IOException {
    String text = Files.readString(file);
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(part(text, PRIVATE)));
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(part(text, PUBLIC)));
      return checked(new LogKey(origin, new KeyPair(publicKey, privateKey)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("the log's key file holds no Ed25519 key pair: " + file, e);
    }
  }

  private static LogKey checked(LogKey key) {
    byte[] text = "do these keys belong together?\n".getBytes(StandardCharsets.UTF_8);
    if (!key.verifier.verifies(text, key.sign(text))) {
      throw new IllegalArgumentException("the private key and the public key are not a pair");
    }
    return key;
  }

  private static String pem(String label, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] part(String pem, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no " + label + " in the file");
    }
    return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
  }
}
