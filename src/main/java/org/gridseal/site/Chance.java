package org.gridseal.site;

import java.util.UUID;

/// Where fresh ids and salts come from; handed in, so that tests know them beforehand.
public interface Chance {
  /// A UUID of version 7 (RFC 9562 §5.7), greater than those given before.
  UUID id();

  /// 16 bytes that nobody can guess.
  byte[] salt();
}
