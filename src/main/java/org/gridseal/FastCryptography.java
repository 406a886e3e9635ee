package org.gridseal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.logging.Log;

/// Puts the Amazon Corretto Crypto Provider first, which verifies P-256 signatures ten times as
/// fast as the platform's own and is taken for nothing but speed: where it cannot be loaded
/// everything works as before, slower.
public final class FastCryptography {
  private FastCryptography() {}

  /// May be called more than once, before the first use of any cryptography.
  public static void install() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    if (provider.getLoadingError() == null) {
      AmazonCorrettoCryptoProvider.install();
    } else {
      Log.warn("no native cryptography for this machine; signatures will be verified slowly");
    }
  }
}
