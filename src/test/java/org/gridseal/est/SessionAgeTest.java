package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A policy that lets sessions live for seconds, and a device that comes back to find out.
class SessionAgeTest {
  /// Of every tier, for no larger one may be weaker than the home's.
  private static final Pattern SHIPPED =
      Pattern.compile("sessions: \\{ maximumAge: \\w+, resumption: \\w+, keyUpdate: \\w+");

  @TempDir private Path folder;

  /// An engine, and a version of TLS that it resumes.
  enum Way {
    BORINGSSL("fastest", "TLSv1.2"),
    JSSE_12("jsse", "TLSv1.2"),
    JSSE_13("jsse", "TLSv1.3"),
    BOUNCY_CASTLE("jsse", "");

    private final String engine;
    private final String protocol;

    Way(String engine, String protocol) {
      this.engine = engine;
      this.protocol = protocol;
    }

    TlsDevice device(Listening listening) {
      return protocol.isEmpty() ? listening.device20305() : listening.device(protocol);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void sendsWhoResumesTooLateBackForAFullHandshake(Way way) throws Exception {
    try (Listening listening = listen(way, "PT24H", "PT2S")) {
      TlsDevice device = way.device(listening);
      assertThat(enroll(device).status()).isEqualTo(200);
      Thread.sleep(Duration.ofMillis(2_500));

      Answer late;
      try (TlsDevice.Connection connection = device.connect()) {
        late = connection.enroll(OpenUtility.request(Optional.empty()));
        assertThat(connection.isEnded()).isTrue();
      }
      Answer again = enroll(device);

      assertThat(late.status()).isEqualTo(503);
      assertThat(late.header("Retry-After")).hasValue("1");
      assertThat(late.header("Connection")).hasValue("close");
      assertThat(late.body()).startsWith("session-resumption: ").contains("full handshake");
      assertThat(again.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void answersWhoResumesInTime(Way way) throws Exception {
    try (Listening listening = listen(way, "PT24H", "PT1H")) {
      TlsDevice device = way.device(listening);
      assertThat(enroll(device).status()).isEqualTo(200);

      Answer resumed = enroll(device);

      assertThat(resumed.status()).isEqualTo(200);
      assertThat(resumed.header("Connection")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void resumesNothingWhereTheTierForbidsIt(Way way) throws Exception {
    try (Listening listening = listen(way, "PT24H", "PT0S")) {
      TlsDevice device = way.device(listening);
      assertThat(enroll(device).status()).isEqualTo(200);

      assertThat(enroll(device).status()).isEqualTo(503);
      assertThat(enroll(device).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void answersOnceMoreAndEndsAConnectionThatIsTooOld(Way way) throws Exception {
    try (Listening listening = listen(way, "PT2S", "PT2S")) {
      TlsDevice device = way.device(listening);
      try (TlsDevice.Connection connection = device.connect()) {
        byte[] request = OpenUtility.request(Optional.empty());
        assertThat(connection.enroll(request).header("Connection")).isEmpty();
        Thread.sleep(Duration.ofMillis(2_500));

        Answer last = connection.enroll(request);

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("Connection")).hasValue("close");
        assertThat(connection.isEnded()).isTrue();
      }
      assertThat(enroll(device).status()).as("with a full handshake").isEqualTo(200);
    }
  }

  /// That its session could be resumed is seen at a tier which then says no.
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void endsAConnectionWhoseKeysAreOldAndLeavesItsSession(Way way) throws Exception {
    try (Listening listening = listen(way, "PT24H", "PT0S", "PT2S")) {
      TlsDevice device = way.device(listening);
      try (TlsDevice.Connection connection = device.connect()) {
        byte[] request = OpenUtility.request(Optional.empty());
        assertThat(connection.enroll(request).header("Connection")).isEmpty();
        Thread.sleep(Duration.ofMillis(2_500));

        Answer last = connection.enroll(request);

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("Connection")).hasValue("close");
        assertThat(connection.isEnded()).isTrue();
      }
      assertThat(enroll(device).body()).startsWith("session-resumption: ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void answersOverNewKeysOfTheSameSession(Way way) throws Exception {
    try (Listening listening = listen(way, "PT24H", "PT1H", "PT2S")) {
      TlsDevice device = way.device(listening);
      assertThat(enroll(device).status()).isEqualTo(200);
      Thread.sleep(Duration.ofMillis(2_500));

      Answer resumed = enroll(device);

      assertThat(resumed.status()).isEqualTo(200);
      assertThat(resumed.header("Connection")).isEmpty();
    }
  }

  /// What everybody may read is no matter of age.
  @Test
  void servesTheAuthoritiesOverAnyConnection() throws Exception {
    try (Listening listening = listen(Way.JSSE_13, "PT24H", "PT0S")) {
      TlsDevice device = Way.JSSE_13.device(listening);
      assertThat(enroll(device).status()).isEqualTo(200);

      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(connection.cacerts().status()).isEqualTo(200);
      }
    }
  }

  private Listening listen(Way way, String age, String resumption) {
    return listen(way, age, resumption, age);
  }

  private Listening listen(Way way, String age, String resumption, String keys) {
    UnaryOperator<String> policy =
        shipped -> {
          assertThat(shipped).containsPattern(SHIPPED);
          return SHIPPED
              .matcher(shipped)
              .replaceAll(
                  "sessions: { maximumAge: %s, resumption: %s, keyUpdate: %s"
                      .formatted(age, resumption, keys))
              .replaceAll("dropSessionsWithin: \\w+", "dropSessionsWithin: PT1S");
        };
    return new Listening(folder, Map.of("engine", way.engine), new OpenUtility(policy));
  }

  private static Answer enroll(TlsDevice device) throws IOException {
    try (TlsDevice.Connection connection = device.connect()) {
      return connection.enroll(OpenUtility.request(Optional.empty()));
    }
  }
}
