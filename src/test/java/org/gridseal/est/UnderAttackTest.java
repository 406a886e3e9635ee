package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.TlsDevice.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Good devices among clients that mean no good, or do not know better.
class UnderAttackTest {
  private static final int CROWD = 200;

  /// A record that announces a handshake message, and the first octets of it.
  private static final byte[] BEGINNING_OF_A_HELLO = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3};

  private static final int TRICKLE_MILLIS = 100;

  /// Ten times as long as a request may take in these tests.
  private static final int TRICKLES = 100;

  @TempDir private Path folder;

  @Test
  void enrollsAmongHandshakesThatNeverEnd() throws IOException {
    Map<String, String> settings =
        Map.of("limits.connections-per-peer", "0", "limits.handshake-timeout", "3s");
    List<Socket> open = new ArrayList<>();
    try (var listening = new Listening(folder, settings)) {
      for (int each = 0; each < CROWD; each++) {
        open.add(halfOpen(listening.devicePort()));
        open.add(halfOpen(listening.ieee20305Port()));
      }

      assertEnrolls(listening.device("TLSv1.3"));
      assertEnrolls(listening.device20305());

      for (Socket socket : open) {
        assertThat(isEnded(socket)).isTrue();
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static Socket halfOpen(int port) throws IOException {
    Socket socket = new Socket("localhost", port);
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(BEGINNING_OF_A_HELLO);
    return socket;
  }

  private static boolean isEnded(Socket socket) {
    try {
      // An alert may come first.
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Each octet comes long before the connection would count as idle.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET /.well-known/est/cacerts HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n"
      })
  void endsARequestThatTrickles(String beginning) throws IOException {
    Map<String, String> settings = Map.of("request-timeout", "1s");
    try (var listening = new Listening(folder, settings);
        Connection slow = listening.device("TLSv1.3").connect()) {
      slow.send(beginning);

      assertEnrolls(listening.device("TLSv1.3"));

      assertThat(endsWhileItTrickles(slow)).isTrue();
    }
  }

  private static boolean endsWhileItTrickles(Connection slow) throws IOException {
    slow.socket().setSoTimeout(TRICKLE_MILLIS);
    for (int octet = 0; octet < TRICKLES; octet++) {
      try {
        slow.send("x");
        while (slow.socket().getInputStream().read() >= 0) {
          // The answer of who gave up on us, then the end.
        }
        return true;
      } catch (SocketTimeoutException e) {
        // Still there.
      } catch (IOException e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void saysThatABodyTookTooLong() throws IOException {
    try (var listening = new Listening(folder, Map.of("request-timeout", "1s"));
        Connection slow = listening.device("TLSv1.3").connect()) {
      slow.send(
          "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nMII");

      assertThat(slow.answer().status()).isEqualTo(408);
      assertThat(slow.isEnded()).isTrue();
    }
  }

  @Test
  void letsNoPeerHaveMoreConnectionsThanItMay() throws IOException {
    try (var listening = new Listening(folder, Map.of("limits.connections-per-peer", "2"))) {
      TlsDevice device = listening.device("TLSv1.2");
      try (Connection first = device.connect();
          Connection second = device.connect()) {
        assertThatThrownBy(device::connect).isInstanceOf(IOException.class);
        assertThat(first.cacerts().status()).isEqualTo(200);
        assertThat(second.cacerts().status()).isEqualTo(200);
        assertEnrolls(listening.device20305());
      }
    }
  }

  /// Sent away at once, over a connection that stays.
  @Test
  void sendsAwayWhomItCannotServeNow() throws Exception {
    try (var listening = new Listening(folder, Map.of("limits.requests-at-once", "1"));
        Connection busy = listening.device("TLSv1.3").connect();
        Connection another = listening.device("TLSv1.3").connect()) {
      listening.utility().hold();
      byte[] request = OpenUtility.request(Optional.empty());
      busy.sendEnrollment(request);
      listening.utility().awaitArrival();

      Answer away = another.enroll(OpenUtility.request(Optional.empty()));
      Answer authorities = another.cacerts();
      listening.utility().release();

      assertThat(away.status()).isEqualTo(503);
      assertThat(away.header("Retry-After"))
          .hasValueSatisfying(pause -> assertThat(Integer.parseInt(pause)).isBetween(10, 60));
      assertThat(authorities.status()).isEqualTo(200);
      assertThat(busy.answer().status()).isEqualTo(200);
    }
  }

  private static void assertEnrolls(TlsDevice device) throws IOException {
    try (Connection good = device.connect()) {
      byte[] request = OpenUtility.request(Optional.empty());

      assertThat(good.enroll(request).status()).isEqualTo(200);
    }
  }
}
