package org.gridseal.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.gridseal.testing.Crafted;
import org.gridseal.testing.Keys;
import org.gridseal.testing.ServerTls;
import org.gridseal.x509.Pem;

/// A real HTTPS server on 127.0.0.1 that answers as it is told, with a certificate for [#HOST]
/// alone.
final class ReceiverDouble implements AutoCloseable {
  static final String HOST = "receiver.example";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<HttpExchange> received = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final Path trusted;
  private final HttpsServer server;

  /// @param folder for what its clients trust
  ReceiverDouble(Path folder) {
    trusted = folder.resolve("trusted.pem");
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
      server.setHttpsConfigurator(new HttpsConfigurator(identity()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  private SSLContext identity() throws IOException, GeneralSecurityException {
    KeyPair keys = Keys.p256();
    byte[] encoded =
        Crafted.selfSigned(keys, "CN=receiver")
            .without(Extension.certificatePolicies)
            .names(new GeneralName(GeneralName.dNSName, HOST))
            .encoded();
    Files.writeString(trusted, Pem.write("CERTIFICATE", encoded));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    return ServerTls.of(keys.getPrivate(), certificate);
  }

  /// @param handler answers every request from now on; asked once for each
  void answer(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          received.add(exchange);
          handler.handle(exchange);
          exchange.close();
        });
  }

  List<HttpExchange> received() {
    return List.copyOf(received);
  }

  List<byte[]> bodies() {
    return List.copyOf(bodies);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "https://" + HOST + ":" + port() + "/";
  }

  /// A file with its certificate.
  Path trusted() {
    return trusted;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
