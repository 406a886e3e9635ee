package org.gridseal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Where a [Town] listens.
record Ports(
    int web, int device, int device2030, int status, int management, int keycloak, int database) {
  private static final int NUMBER = 7;

  /// Ports that nobody listened at a moment ago.
  static Ports free() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < NUMBER; i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return new Ports(
          free.get(0),
          free.get(1),
          free.get(2),
          free.get(3),
          free.get(4),
          free.get(5),
          free.get(6));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> options() {
    return List.of(
        "--web-port=" + web,
        "--device-port=" + device,
        "--device-2030-port=" + device2030,
        "--status-port=" + status,
        "--management-port=" + management,
        "--keycloak-port=" + keycloak,
        "--database-port=" + database);
  }
}
