package org.gridseal.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Key pairs for tests, new each time. Nothing that is signed with them is worth anything.
public final class Keys {
  /// Knows the curves that the platform has given up.
  private static final BouncyCastleProvider EVERY_CURVE = new BouncyCastleProvider();

  private static final int RSA_BITS = 2048;

  private Keys() {}

  public static KeyPair p256() {
    return on("secp256r1");
  }

  public static KeyPair p384() {
    return on("secp384r1");
  }

  /// @param curve its SEC 2 name
  public static KeyPair on(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", EVERY_CURVE);
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no such curve", e);
    }
  }

  public static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /// @param algorithm a Java name, such as `SHA256withECDSA`
  public static byte[] sign(String algorithm, PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance(algorithm, EVERY_CURVE);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key cannot sign so", e);
    }
  }
}
