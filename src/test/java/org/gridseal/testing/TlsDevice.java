package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// A device that writes its own HTTP, remembers TLS sessions, and can tell the channel binding of a
/// connection. It believes any server.
public final class TlsDevice {
  private static final char[] PASSWORD = "device".toCharArray();

  /// A test that waits longer has found something.
  private static final int PATIENCE_MILLIS = 30_000;

  private final SSLContext context;
  private final int port;
  private final String protocol;
  private final List<String> suites;

  private TlsDevice(SSLContext context, int port, String protocol, List<String> suites) {
    this.context = context;
    this.port = port;
    this.protocol = protocol;
    this.suites = suites;
  }

  /// On the platform's TLS.
  ///
  /// @param protocol such as `TLSv1.3`
  public static TlsDevice ordinary(Manufacturer.Device device, int port, String protocol) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      SSLContext context = SSLContext.getInstance("TLS");
      return new TlsDevice(prepared(context, keys, device), port, protocol, List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// On Bouncy Castle's, with the one suite of IEEE 2030.5.
  public static TlsDevice ieee20305(Manufacturer.Device device, int port) {
    try {
      Provider provider =
          new BouncyCastleJsseProvider(
              false, new JcaTlsCryptoProvider().setProvider(new BouncyCastleProvider()));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", provider);
      SSLContext context = SSLContext.getInstance("TLS", provider);
      return new TlsDevice(
          prepared(context, keys, device),
          port,
          "TLSv1.2",
          List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext prepared(
      SSLContext context, KeyManagerFactory keys, Manufacturer.Device device)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "device",
          device.keys().getPrivate(),
          PASSWORD,
          device.sent().toArray(X509Certificate[]::new));
      keys.init(store, PASSWORD);
      context.init(keys.getKeyManagers(), new TrustManager[] {new AnyServer()}, new SecureRandom());
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a connection and finishes its handshake.
  public Connection connect() throws IOException {
    return connect(new byte[0]);
  }

  /// The same, after something else was sent, as a proxy does.
  public Connection connect(byte[] before) throws IOException {
    var plain = new Socket("localhost", port);
    plain.getOutputStream().write(before);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setEnabledProtocols(new String[] {protocol});
    if (!suites.isEmpty()) {
      socket.setEnabledCipherSuites(suites.toArray(String[]::new));
    }
    socket.startHandshake();
    return new Connection(socket);
  }

  /// An open connection.
  public record Connection(SSLSocket socket) implements AutoCloseable {
    /// Asks for `cacerts`.
    public Answer cacerts() throws IOException {
      return ask("GET /.well-known/est/cacerts HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// @param request the encoding of a certification request
    public Answer enroll(byte[] request) throws IOException {
      sendEnrollment(request);
      return answer();
    }

    /// Asks with HTTP Basic, whatever certificate was shown.
    ///
    /// @param operation below `/.well-known/est/`
    /// @param userAndPassword a device's id, a colon and its one-time code
    public Answer post(String operation, byte[] request, String userAndPassword)
        throws IOException {
      String body = Base64.getEncoder().encodeToString(request);
      String code = Base64.getEncoder().encodeToString(userAndPassword.getBytes(ISO_8859_1));
      return ask(
          "POST /.well-known/est/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n"
                  .formatted(operation, code)
              + "Content-Type: application/pkcs10\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body));
    }

    /// Asks to be enrolled, and leaves the answer to be read.
    public void sendEnrollment(byte[] request) throws IOException {
      String body = Base64.getEncoder().encodeToString(request);
      send(
          "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/pkcs10\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body));
    }

    /// Sends text as it is, and reads one answer.
    public Answer ask(String text) throws IOException {
      send(text);
      return answer();
    }

    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /// Reads one answer, which must say how long it is.
    public Answer answer() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = in.read();
        if (octet < 0) {
          throw new IOException("closed after: " + head);
        }
        head.append((char) octet);
      }
      List<String> lines = head.toString().strip().lines().toList();
      int length =
          lines.stream()
              .filter(line -> line.startsWith("Content-Length: "))
              .map(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
              .findFirst()
              .orElse(0);
      return new Answer(lines, new String(in.readNBytes(length), ISO_8859_1));
    }

    /// Whether the server has ended the connection, which this waits for.
    public boolean isEnded() {
      try {
        return socket.getInputStream().read() < 0;
      } catch (IOException e) {
        return true;
      }
    }

    public SSLSession session() {
      return socket.getSession();
    }

    /// The certificate that the server showed.
    public X509Certificate shown() throws IOException {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /// The channel binding, base64: `tls-unique` of Bouncy Castle, else `tls-exporter`.
    public String binding() throws IOException {
      byte[] binding =
          socket instanceof BCSSLSocket theirs
              ? theirs.getConnection().getChannelBinding("tls-unique")
              : ((ExtendedSSLSession) socket.getSession())
                  .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
      return Base64.getEncoder().encodeToString(Objects.requireNonNull(binding));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /// What came back.
  ///
  /// @param head status line and headers as they were on the wire
  public record Answer(List<String> head, String body) {
    public int status() {
      return Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /// @param name in the very case in which it must have come
    public Optional<String> header(String name) {
      return head.stream()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }

  /// Believes every server.
  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
