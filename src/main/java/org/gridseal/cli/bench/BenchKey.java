package org.gridseal.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// A P-256 key that is gone when the bench is over.
final class BenchKey implements SigningKey {
  private final KeyPair keys;

  BenchKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return keys.getPublic();
  }

  @Override
  public byte[] sign(byte[] content) {
    return sign("SHA256withECDSA", content);
  }

  @Override
  public boolean signsHashes() {
    return true;
  }

  @Override
  public byte[] signHash(byte[] hash) {
    return sign("NONEwithECDSA", hash);
  }

  private byte[] sign(String algorithm, byte[] content) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new SigningException("the bench's key cannot sign", e);
    }
  }
}
