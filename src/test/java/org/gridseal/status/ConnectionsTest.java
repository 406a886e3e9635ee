package org.gridseal.status;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may be connected, and for how long.
class ConnectionsTest {
  private static final int TRICKLE_MILLIS = 100;

  /// Ten times as long as a request may take in these tests.
  private static final int TRICKLES = 100;

  private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir private Path folder;

  @Test
  void closesOneConnectionTooManyOfOnePeerAndTakesItWhenAnotherHasGone() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (var listening = new Listening(folder, Map.of("connections-per-peer", "20"))) {
      for (int i = 0; i < 20; i++) {
        open.add(listening.connect());
        assertThat(answers(open.getLast())).isTrue();
      }
      try (Socket tooMany = listening.connect()) {
        assertThat(answers(tooMany)).isFalse();
      }

      open.removeLast().close();

      assertThat(answersSoon(listening)).isTrue();
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  /// Each octet comes long before the connection would count as idle.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET /crl/issuing.crl HTTP/1.1\r\nHost: x\r\nX-Long: ",
        "GET /crl/issuing.crl HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n",
        "POST /ocsp HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n",
        "POST /ocsp HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n"
      })
  void endsARequestThatTrickles(String beginning) throws Exception {
    try (var listening = new Listening(folder, Map.of("request-timeout", "1s"));
        Socket slow = listening.connect()) {
      assertThat(answers(slow)).as("its first request").isTrue();
      slow.getOutputStream().write(beginning.getBytes(US_ASCII));

      assertThat(endsWhileItTrickles(slow)).isTrue();
    }
  }

  private static boolean endsWhileItTrickles(Socket slow) throws IOException {
    slow.setSoTimeout(TRICKLE_MILLIS);
    for (int octet = 0; octet < TRICKLES; octet++) {
      try {
        slow.getOutputStream().write('x');
        while (slow.getInputStream().read() >= 0) {
          // The answer of who gave up on us, then the end.
        }
        return true;
      } catch (SocketTimeoutException e) {
        // Still there.
      } catch (SocketException e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void endsAConnectionThatSaysNothingAtAll() throws Exception {
    try (var listening = new Listening(folder, Map.of("request-timeout", "1s"));
        Socket silent = listening.connect()) {
      silent.setSoTimeout(10_000);

      assertThat(silent.getInputStream().read()).isNegative();
    }
  }

  @Test
  void letsWhoWasAnsweredBeIdleForLongerThanARequestMayTake() throws Exception {
    try (var listening = new Listening(folder, Map.of("request-timeout", "1s"));
        Socket patient = listening.connect()) {
      assertThat(answers(patient)).isTrue();

      Thread.sleep(2_000);

      assertThat(answers(patient)).isTrue();
    }
  }

  @Test
  void endsAConnectionThatIsIdleForTooLong() throws Exception {
    Map<String, String> settings = Map.of("request-timeout", "60s", "idle-timeout", "1s");
    try (var listening = new Listening(folder, settings);
        Socket idle = listening.connect()) {
      assertThat(answers(idle)).isTrue();

      idle.setSoTimeout(10_000);
      assertThat(idle.getInputStream().read()).isNegative();
    }
  }

  /// Whether anything but the end comes back. What is asked for is not there, so that a head is all
  /// of the answer.
  private static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    StringBuilder answer = new StringBuilder();
    try {
      socket.getOutputStream().write(REQUEST.getBytes(US_ASCII));
      while (!answer.toString().endsWith("\r\n\r\n")) {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
          return false;
        }
        answer.append((char) octet);
      }
    } catch (SocketException e) {
      return false;
    }
    assertThat(answer).startsWith("HTTP/1.1 404 ");
    return true;
  }

  /// The listener hears of the end of a connection a moment later.
  private static boolean answersSoon(Listening listening) throws Exception {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (Socket another = listening.connect()) {
        if (answers(another)) {
          return true;
        }
      }
      Thread.sleep(50);
    }
    return false;
  }
}
