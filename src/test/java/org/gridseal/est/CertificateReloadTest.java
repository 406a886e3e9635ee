package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Connection;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server certificate that is renewed while devices are connected.
class CertificateReloadTest {
  private static final int LOOKS = 100;

  @TempDir private Path folder;

  static Stream<Named<Function<Listening, TlsDevice>>> listeners() {
    return Stream.of(
        Named.of("device", listening -> listening.device("TLSv1.3")),
        Named.of("device-2030.5", Listening::device20305));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listeners")
  void showsTheNewOneAndKeepsWhoIsThere(Function<Listening, TlsDevice> kind) throws Exception {
    try (var listening = new Listening(folder, Map.of("key-store.reload-period", "PT0.1S"));
        Connection old = kind.apply(listening).connect()) {
      X509Certificate former = old.shown();

      X509Certificate renewed = listening.show("renewed");

      assertThat(shownAfterAWhile(listening, kind, former)).isEqualTo(renewed);
      assertThat(old.cacerts().status()).isEqualTo(200);
      assertThat(old.shown()).isEqualTo(former);
    }
  }

  /// What a device that has no session to resume is shown, as soon as that is another one.
  private static X509Certificate shownAfterAWhile(
      Listening listening, Function<Listening, TlsDevice> kind, X509Certificate former)
      throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      try (Connection fresh = kind.apply(listening).connect()) {
        if (!fresh.shown().equals(former)) {
          return fresh.shown();
        }
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    return former;
  }
}
