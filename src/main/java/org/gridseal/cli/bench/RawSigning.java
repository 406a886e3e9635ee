package org.gridseal.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.gridseal.authority.SigningKey;

/// Signatures and nothing else: by the provider that the platform prefers, which no keeper can
/// beat, and by a keeper.
final class RawSigning {
  /// Octets of the content of a certificate of ours.
  private static final int LENGTH = 512;

  private final KeyPair pair;

  RawSigning() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  String provider() {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      return signature.getProvider().getName();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// For one thread, with every object made beforehand.
  Runnable signer() {
    byte[] content = new byte[LENGTH];
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      return () -> sign(signature, content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }

  private void sign(Signature signature, byte[] content) {
    try {
      signature.initSign(pair.getPrivate());
      signature.update(content);
      signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was just made signs", e);
    }
  }

  static Runnable signer(SigningKey key) {
    byte[] content = new byte[LENGTH];
    return () -> key.sign(content);
  }
}
