package org.gridseal.keeper;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Names of keys: they become file names, labels and path segments, so nothing else gets in.
final class KeyName {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private KeyName() {}

  /// @throws IllegalArgumentException if the text is no name
  static String checked(String name) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a key's name is 1 to 63 lower-case letters, digits and hyphens");
    }
    return name;
  }

  /// @throws IllegalArgumentException if the certificate is for another key
  static void requireOwner(String name, PublicKey key, X509Certificate certificate) {
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key.getEncoded())) {
      throw new IllegalArgumentException("the certificate is not for the key " + name);
    }
  }
}
