package org.gridseal.keeper;

import java.nio.file.Path;
import java.time.Duration;

/// Which token, and how it is talked to.
///
/// @param library the manufacturer's PKCS #11 library
/// @param choice of the token among those behind the library
/// @param pinFile its first line is the user PIN; read once, when the keeper is opened
/// @param timeout for each call
/// @param sessions calls at a time; a token that answers slowly is not helped by more
public record Pkcs11Token(
    Path library, TokenChoice choice, Path pinFile, Duration timeout, int sessions) {
  public Pkcs11Token {
    if (sessions < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException("a token has a session and a time-out");
    }
  }
}
