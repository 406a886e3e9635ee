package org.gridseal.cli.bench;

import java.util.Locale;

/// How the connections of a measurement are used.
enum Mode {
  /// A full handshake for each enrollment.
  FRESH,
  /// A connection for each enrollment; all of a device's but the first take up its earlier session.
  RESUMED,
  /// Connections stay, each device asks again and again, with a new key each time.
  KEPT_ALIVE;

  boolean keepsAlive() {
    return this == KEPT_ALIVE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
