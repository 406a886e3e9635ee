package org.gridseal.cli.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// A TCP port that something of ours will listen at.
///
/// @param use what will listen there, for a person
/// @param flag the option of `up` that moves it
public record Listener(String use, String flag, int port) {
  /// @throws CannotStartException if one is taken, or two are the same; the sentence tells which
  public static void requireFree(List<Listener> listeners) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      // All are held until all are found free, so that two with one number are noticed too.
      listeners.forEach(listener -> held.add(listener.take()));
    } finally {
      held.forEach(Listener::release);
    }
  }

  private ServerSocket take() {
    ServerSocket socket = open();
    try {
      // A port that was in use a moment ago is free for those who say so, and our listeners do.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return socket;
    } catch (IOException e) {
      release(socket);
      throw new CannotStartException(
          "port %d, wanted for %s, is taken; stop what listens there or choose another with %s"
              .formatted(port, use, flag),
          e);
    }
  }

  private static ServerSocket open() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new CannotStartException("this machine gives no sockets: " + e.getMessage(), e);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new CannotStartException("cannot close a socket: " + e.getMessage(), e);
    }
  }
}
