package org.gridseal.web;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.gridseal.x509.SubjectKey;

/// What kind of key a root has, in a word.
final class KeyText {
  private KeyText() {}

  /// `P-256`, `RSA 2048`.
  static String of(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        ? "RSA " + rsa.getModulus().bitLength()
        : SubjectKey.of(key).kind().toString();
  }
}
