package org.gridseal.keeper;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import org.gridseal.authority.SignatureAlgorithm;

/// Makes generators of keys, for each algorithm an authority may sign with.
final class NewKeys {
  private NewKeys() {}

  /// By the provider that the platform prefers.
  static KeyPairGenerator generator(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(family(algorithm));
    return initialized(generator, algorithm);
  }

  /// By one provider: a token makes its keys itself.
  static KeyPairGenerator generator(SignatureAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(family(algorithm), provider);
    return initialized(generator, algorithm);
  }

  /// Of keys, by its name for [java.security.KeyFactory].
  static String family(SignatureAlgorithm algorithm) {
    return algorithm.isExperimental() ? algorithm.toString() : "EC";
  }

  private static KeyPairGenerator initialized(
      KeyPairGenerator generator, SignatureAlgorithm algorithm) throws GeneralSecurityException {
    switch (algorithm) {
      case ECDSA_SHA256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      case ECDSA_SHA384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      // The name of the generator says it all.
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> {}
    }
    return generator;
  }
}
