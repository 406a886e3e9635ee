package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;

/// What was measured on, so that two results can be compared: its own speed at what enrollment is
/// made of, P-256.
///
/// @param signs ECDSA signatures a second on one core, with the provider that the platform prefers
/// @param verifies verifications a second, likewise
record Machine(String provider, double signs, double verifies) {
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(1);

  static Machine measured() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] content = new byte[512];
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(content);
      byte[] signature = signer.sign();
      return new Machine(
          signer.getProvider().getName(),
          rate(() -> sign(keys, content)),
          rate(() -> verify(keys, content, signature)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// The commit that this was built from, or a word for not knowing.
  static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? answer : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static double rate(Operation operation) throws GeneralSecurityException {
    repeat(operation, WARM_UP);
    return repeat(operation, MEASURED) / (double) MEASURED.toSeconds();
  }

  private static long repeat(Operation operation, Duration time) throws GeneralSecurityException {
    long end = System.nanoTime() + time.toNanos();
    long count = 0;
    while (System.nanoTime() < end) {
      operation.run();
      count++;
    }
    return count;
  }

  private static void sign(KeyPair keys, byte[] content) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(keys.getPrivate());
    signer.update(content);
    signer.sign();
  }

  private static void verify(KeyPair keys, byte[] content, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(keys.getPublic());
    verifier.update(content);
    if (!verifier.verify(signature)) {
      throw new IllegalStateException("a signature just made does not verify");
    }
  }

  @FunctionalInterface
  private interface Operation {
    void run() throws GeneralSecurityException;
  }
}
