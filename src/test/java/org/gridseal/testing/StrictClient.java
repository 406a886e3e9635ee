package org.gridseal.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// An EST client that is as narrow as libest 3.2.0 was measured to be: TLS 1.2, HTTP/1.1 headers
/// whose names are in title case, a Content-Length and no chunks, lines of no more than a thousand
/// characters, and a first request without credentials that must be answered with a challenge.
///
/// What it cannot stand is an [IntolerantException], so a test that uses it fails.
public final class StrictClient {
  private static final int LONGEST_LINE = 1000;

  private final Town town;
  private final Optional<Manufacturer.Device> born;

  /// @param born whose certificate is shown in the handshake, if one is
  public StrictClient(Town town, Optional<Manufacturer.Device> born) {
    this.town = town;
    this.born = born;
  }

  /// The server did something that this client gives up on.
  public static final class IntolerantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IntolerantException(String what) {
      super(what);
    }
  }

  /// @param headers by their names as they were on the wire
  public record Answer(int status, Map<String, String> headers, String body) {
    /// What the base64 says.
    public byte[] content() {
      return Base64.getMimeDecoder().decode(body);
    }
  }

  /// Asks without credentials, and again with them once it is told to, as libest does.
  public Answer enroll(String operation, String body, String userAndPassword) {
    Answer anonymous = send("POST", operation, "application/pkcs10", body, "");
    if (anonymous.status() != 401) {
      return anonymous;
    }
    if (!anonymous.headers().getOrDefault("WWW-Authenticate", "").startsWith("Basic ")) {
      throw new IntolerantException("401 without a challenge");
    }
    String credentials =
        Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    return send(
        "POST",
        operation,
        "application/pkcs10",
        body,
        "Authorization: Basic " + credentials + "\r\n");
  }

  /// Sends one request over a connection of its own.
  ///
  /// @param more header lines, each with its line end
  public Answer send(String method, String operation, String type, String body, String more) {
    String request =
        "%s /.well-known/est/%s HTTP/1.1\r\nUser-Agent: libest 1.0\r\nHost: localhost\r\nAccept: */*\r\n"
                .formatted(method, operation)
            + (body.isEmpty()
                ? ""
                : "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\nContent-Length: %d\r\n"
                    .formatted(type, body.length()))
            + more
            + "\r\n"
            + body;
    return exchange(request);
  }

  /// Sends these very characters.
  public Answer exchange(String request) {
    try (Socket socket = connect()) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(keys(), trust(), null);
      var socket =
          (SSLSocket) context.getSocketFactory().createSocket("localhost", town.device().getPort());
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.2", e);
    }
  }

  private javax.net.ssl.KeyManager[] keys() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (born.isPresent()) {
      store.setKeyEntry(
          "device",
          born.get().keys().getPrivate(),
          new char[0],
          born.get().sent().toArray(Certificate[]::new));
    }
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private javax.net.ssl.TrustManager[] trust() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream file = Files.newInputStream(town.caFile())) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Answer read(InputStream in) throws IOException {
    List<String> head = head(in).lines().toList();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : head.subList(1, head.size())) {
      String name = line.substring(0, line.indexOf(':'));
      if (!name.matches("([A-Z]+|[A-Z][a-z]*)(-([A-Z]+|[A-Z][a-z]*))*")) {
        throw new IntolerantException("a header name is not in title case: " + name);
      }
      headers.put(name, line.substring(line.indexOf(':') + 1).strip());
    }
    if (!headers.containsKey("Content-Length") || headers.containsKey("Transfer-Encoding")) {
      throw new IntolerantException("the answer has no Content-Length, or is chunked");
    }
    int length = Integer.parseInt(headers.get("Content-Length"));
    String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    if (body.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
      throw new IntolerantException("a line has more than a thousand characters");
    }
    return new Answer(Integer.parseInt(head.getFirst().split(" ")[1]), headers, body);
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IntolerantException("the connection ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString().strip();
  }
}
