package org.gridseal.cli.bench;

import java.util.List;

/// A device listener of the service, and how a device speaks to it. Always TLS 1.2, as IEEE 2030.5
/// devices do.
///
/// @param name as `--listener` has it
/// @param suites the only ones that the client offers; its engine's own choice if there are none
record Listener(String name, int port, ClientEngine engine, List<String> suites) {
  static final String DEVICE = "device";
  static final String IEEE_2030_5 = "device-2030.5";

  Listener {
    suites = List.copyOf(suites);
  }

  /// The listener for everything that speaks AEAD suites of today.
  static Listener device(int port) {
    return new Listener(DEVICE, port, ClientEngine.FASTEST, List.of());
  }

  /// The listener for the one suite that IEEE 2030.5-2018 §6.7.2 makes mandatory: 0xC0AE.
  static Listener ieee20305(int port) {
    return new Listener(
        IEEE_2030_5,
        port,
        ClientEngine.BOUNCY_CASTLE,
        List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"));
  }
}
