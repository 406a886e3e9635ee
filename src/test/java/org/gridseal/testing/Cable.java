package org.gridseal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A cable to a server on this machine, which can break in both of the ways that cables break in:
/// whoever uses it is told at once, or never.
public final class Cable implements AutoCloseable {
  private final ServerSocket near;
  private final int far;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private State state = State.WHOLE;

  /// How it is.
  public enum State {
    WHOLE,
    /// Connections end, and new ones end at once.
    CUT,
    /// Connections are there, and nothing passes.
    HANGING
  }

  /// @param far the server's port
  public Cable(int far) {
    this.far = far;
    try {
      this.near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Where to connect to instead of the server.
  public int port() {
    return near.getLocalPort();
  }

  public synchronized void become(State next) {
    state = next;
    if (next == State.CUT) {
      open.forEach(Cable::end);
    }
    notifyAll();
  }

  private void accept() {
    while (!near.isClosed()) {
      try {
        connect(near.accept());
      } catch (IOException e) {
        // The cable is cut for good, or the server is not there, which whoever connected hears.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    if (isCut()) {
      end(client);
      return;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), far);
    } catch (IOException e) {
      end(client);
      throw e;
    }
    open.add(server);
    Thread.ofVirtual().start(() -> pass(client, server));
    Thread.ofVirtual().start(() -> pass(server, client));
  }

  private synchronized boolean isCut() {
    return state == State.CUT;
  }

  private void pass(Socket from, Socket to) {
    byte[] octets = new byte[8192];
    try {
      for (int n = from.getInputStream().read(octets);
          n >= 0;
          n = from.getInputStream().read(octets)) {
        awaitPassing();
        to.getOutputStream().write(octets, 0, n);
      }
    } catch (IOException e) {
      // One end is gone, so the other goes, too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  private synchronized void awaitPassing() throws InterruptedException {
    while (state == State.HANGING) {
      wait();
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      near.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    become(State.CUT);
  }
}
