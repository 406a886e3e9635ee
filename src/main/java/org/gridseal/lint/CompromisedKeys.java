package org.gridseal.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/// Keys whose private half is known to everybody, by the SHA-256 of their SubjectPublicKeyInfo.
///
/// The list is `compromised-keys.txt` beside this class.
final class CompromisedKeys {
  private static final String LIST = "compromised-keys.txt";

  private static final Set<String> HASHES = read();

  private CompromisedKeys() {}

  /// @param keyEncoded a SubjectPublicKeyInfo
  static boolean contain(byte[] keyEncoded) {
    return HASHES.contains(HexFormat.of().formatHex(Digests.sha256(keyEncoded)));
  }

  private static Set<String> read() {
    try (InputStream list = CompromisedKeys.class.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new IllegalStateException("the list of compromised keys was left out of the build");
      }
      return new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2)[0])
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("the list of compromised keys cannot be read", e);
    }
  }
}
