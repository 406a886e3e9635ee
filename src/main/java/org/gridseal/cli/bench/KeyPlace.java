package org.gridseal.cli.bench;

import java.util.Locale;

/// Where the service that is measured keeps the keys of its CAs.
enum KeyPlace {
  /// In files, and in its memory while it runs.
  FILE,
  /// In a token of SoftHSM, behind PKCS #11.
  SOFTHSM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
