package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
  @Test
  void tellsPortUseAndFlagOfATakenPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      Listener listener = new Listener("devices", "--device-port", other.getLocalPort());

      assertThatThrownBy(() -> Listener.requireFree(List.of(listener)))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContainingAll(
              "port " + other.getLocalPort(), "wanted for devices", "--device-port");
    }
  }

  @Test
  void noticesTwoListenersWithOnePort() throws IOException {
    int port = freePort();
    Listener devices = new Listener("devices", "--device-port", port);
    Listener pages = new Listener("pages", "--web-port", port);

    assertThatThrownBy(() -> Listener.requireFree(List.of(devices, pages)))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("wanted for pages");
  }

  @Test
  void leavesFreePortsFree() throws IOException {
    int port = freePort();
    Listener.requireFree(List.of(new Listener("devices", "--device-port", port)));

    assertThatCode(() -> new ServerSocket(port).close()).doesNotThrowAnyException();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
