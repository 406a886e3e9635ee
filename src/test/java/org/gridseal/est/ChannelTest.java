package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.TlsDevice.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests that were signed for their TLS connection, and others that say so.
class ChannelTest {
  @TempDir private Path folder;

  /// The listeners and versions of TLS that have a channel binding.
  enum Way {
    JSSE_TLS_1_2,
    JSSE_TLS_1_3,
    IEEE_2030_5;

    TlsDevice device(Listening listening) {
      return switch (this) {
        case JSSE_TLS_1_2 -> listening.device("TLSv1.2");
        case JSSE_TLS_1_3 -> listening.device("TLSv1.3");
        case IEEE_2030_5 -> listening.device20305();
      };
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void enrollsWhoSignedForTheConnection(Way way) throws IOException {
    try (var listening = new Listening(folder, Map.of("engine", "jsse"));
        Connection connection = way.device(listening).connect()) {
      Answer answer = connection.enroll(OpenUtility.request(Optional.of(connection.binding())));

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refusesWhatWasSignedForAnotherConnection(Way way) throws IOException {
    try (var listening = new Listening(folder, Map.of("engine", "jsse"));
        Connection another = way.device(listening).connect();
        Connection connection = way.device(listening).connect()) {
      String binding = another.binding();

      Answer answer = connection.enroll(OpenUtility.request(Optional.of(binding)));

      assertThat(binding).isNotEqualTo(connection.binding()).hasSameSizeAs(connection.binding());
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("request-linked");
    }
  }

  /// A resumed connection has a binding of its own.
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refusesWhatWasSignedForTheConnectionThatIsResumed(Way way) throws IOException {
    try (var listening = new Listening(folder, Map.of("engine", "jsse"))) {
      TlsDevice device = way.device(listening);
      String past;
      try (Connection first = device.connect()) {
        past = first.binding();
        first.cacerts();
      }
      try (Connection resumed = device.connect()) {
        Answer refused = resumed.enroll(OpenUtility.request(Optional.of(past)));
        Answer enrolled = resumed.enroll(OpenUtility.request(Optional.of(resumed.binding())));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(enrolled.status()).isEqualTo(200);
      }
    }
  }

  /// BoringSSL tells no binding, so there is nothing to compare with.
  @Test
  void doesWithoutABindingOnTheFastestEngine() throws IOException {
    try (var listening = new Listening(folder, Map.of());
        Connection connection = listening.device("TLSv1.3").connect()) {
      Answer answer = connection.enroll(OpenUtility.request(Optional.of(connection.binding())));

      assertThat(answer.status()).isEqualTo(200);
    }
  }
}
