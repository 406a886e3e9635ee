package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.gridseal.cli.demo.FakeManufacturer;

/// One device of a storm, as a maker might have written it: a blocking socket and HTTP by hand. It
/// comes back when it is told to, and when it is cut off.
final class StormDevice {
  private static final char[] PASSWORD = "storm".toCharArray();
  private static final int PATIENCE_MILLIS = 120_000;
  private static final int PAUSE_MILLIS = 1_000;
  private static final int MAXIMUM_ATTEMPTS = 300;

  private final int port;
  private final SSLContext context;

  StormDevice(int port, FakeManufacturer.Device made, X509Certificate server) {
    this.port = port;
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "device", made.keys().getPrivate(), PASSWORD, new X509Certificate[] {made.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      this.context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new PinnedServer(server)}, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /// Asks until there is an answer that is not to come back later, or the device has lost patience.
  ///
  /// @return its status
  int persist(String body) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
      try {
        Answer answer = ask(body);
        if (answer.status() != 503) {
          return answer.status();
        }
        Thread.sleep(answer.retryAfterSeconds() * 1000L);
      } catch (IOException e) {
        // Cut off, or not let in: the same as being told to come back.
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    throw new IOException("no answer to %d attempts".formatted(MAXIMUM_ATTEMPTS));
  }

  private Answer ask(String body) throws IOException {
    try (Socket socket = open()) {
      socket.getOutputStream().write(message(body).getBytes(StandardCharsets.US_ASCII));
      return Answer.of(socket.getInputStream());
    }
  }

  /// Begins a request and never ends it. Returns when the listener has had enough of that.
  void stall(String body) throws IOException {
    try (Socket socket = open()) {
      String message = message(body);
      socket
          .getOutputStream()
          .write(message.substring(0, message.length() / 2).getBytes(StandardCharsets.US_ASCII));
      while (socket.getInputStream().read() >= 0) {
        // Whatever it says before it hangs up.
      }
    }
  }

  /// Connects and never says a word. Returns when the listener has had enough of that.
  void keepSilent() throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      while (socket.getInputStream().read() >= 0) {
        // Whatever it says before it hangs up.
      }
    }
  }

  private Socket open() throws IOException {
    Socket socket = context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String message(String body) {
    return "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/pkcs10\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(body.length(), body);
  }

  /// What a device looks at in an answer.
  private record Answer(int status, int retryAfterSeconds) {
    static Answer of(InputStream in) throws IOException {
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/1.1 ")) {
        throw new IOException("cut off");
      }
      int later =
          answer
              .lines()
              .filter(line -> line.startsWith("Retry-After: "))
              .map(line -> Integer.parseInt(line.substring("Retry-After: ".length())))
              .findFirst()
              .orElse(1);
      return new Answer(Integer.parseInt(answer.substring(9, 12)), later);
    }
  }
}
