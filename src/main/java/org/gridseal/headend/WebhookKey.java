package org.gridseal.headend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The key from which the secret of each webhook follows, so that no secret is kept anywhere: HKDF
/// with SHA-256 (RFC 5869) over the webhook's id and the generation of its secret.
public final class WebhookKey {
  private static final int OCTETS = 32;

  /// Standard Webhooks writes a symmetric secret so, before base64 of 24 to 64 octets.
  private static final String SYMMETRIC = "whsec_";

  private final byte[] key;

  private WebhookKey(byte[] key) {
    this.key = key;
  }

  /// A key that is kept nowhere.
  ///
  /// @throws IllegalArgumentException if there are not 32 octets
  public static WebhookKey of(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException("a webhook key has 32 octets, not " + octets.length);
    }
    return new WebhookKey(octets.clone());
  }

  /// Loads the key from a file with its base64 in one line, or makes one there on the first start,
  /// for its owner's eyes only (mode 0600). All replicas must have the same.
  ///
  /// @throws IllegalStateException if the file holds no such key
  public static WebhookKey createOrLoad(Path file, SecureRandom random) throws IOException {
    if (Files.notExists(file)) {
      write(file, random);
    }
    try {
      return of(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " holds no webhook key: 32 octets in base64", e);
    }
  }

  /// The octets that sign messages to a webhook at a moment: one secret, or for a day after it was
  /// changed the new one and the one before.
  public List<byte[]> secretsOf(Webhook webhook, Instant at) {
    return webhook.secretGenerations(at).stream()
        .map(generation -> secretOf(webhook.id(), generation))
        .toList();
  }

  private byte[] secretOf(UUID webhook, int generation) {
    String purpose = "webhook " + webhook + " " + generation;
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key)
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), OCTETS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HKDF with SHA-256", e);
    }
  }

  /// The newest secret, as a receiver is given it.
  public String textOf(Webhook webhook) {
    byte[] secret = secretOf(webhook.id(), webhook.secretGeneration());
    return SYMMETRIC + Base64.getEncoder().encodeToString(secret);
  }

  /// Two replicas may start at once: the first file stays.
  private static void write(Path file, SecureRandom random) throws IOException {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "webhook-key",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          made,
          Base64.getEncoder().encodeToString(octets) + "\n",
          StandardOpenOption.TRUNCATE_EXISTING);
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException e) {
      // Another replica was first, and its key counts.
      return;
    } finally {
      Files.delete(made);
    }
  }
}
