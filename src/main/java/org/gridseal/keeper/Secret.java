package org.gridseal.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridseal.authority.SigningException;

/// Passwords, PINs and credentials: the first line of a file, so that none stands in a
/// configuration value, an environment or a command line.
public final class Secret {
  private Secret() {}

  /// Reads it anew, so that a rotated one is taken up.
  ///
  /// @throws SigningException if the file cannot be read or its first line is empty
  public static String in(Path file) {
    try {
      String secret = Files.readString(file).lines().findFirst().orElse("").strip();
      if (secret.isEmpty()) {
        throw new SigningException("the secret file " + file + " is empty");
      }
      return secret;
    } catch (IOException e) {
      throw new SigningException("the secret file " + file + " cannot be read", e);
    }
  }
}
