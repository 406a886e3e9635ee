package org.gridseal.est;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The device listener: TLS 1.2 and 1.3, a client certificate asked for and not required (RFC 7030
/// §3.3.2), HTTP/1.1.
///
/// Handshakes run on one event loop a processor; everything that may block runs on virtual threads.
@ApplicationScoped
public final class EstServer {
  /// Octets of request line and headers.
  private static final int MAXIMUM_HEAD = 8192;

  private static final int MAXIMUM_LINE = 2048;

  /// AEAD with ephemeral keys and ECDSA (docs/standards.md). Those of TLS 1.3 must be named too:
  /// without one of them the TLS engines quietly leave that version out.
  private static final Set<String> SUITES =
      Set.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private final Vertx vertx;
  private final EstConfig config;
  private final EstRoutes routes;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  public EstServer(Vertx vertx, EstConfig config, EstRoutes routes) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
  }

  void start(@Observes StartupEvent event) {
    int processors = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(Listener::new, new DeploymentOptions().setInstances(processors))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    Log.infof("device listener ready port=%d engine=%s", config.port(), engineName());
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
      Log.warn("enrollments were still running when the service stopped; their devices will retry");
    }
  }

  private static String engineName() {
    return OpenSSLEngineOptions.isAvailable()
        ? io.netty.handler.ssl.OpenSsl.versionString()
        : "JSSE";
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(config.port())
            .setSsl(true)
            .setUseAlpn(false)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(config.serverKey().certificate().toString())
                    .setKeyPath(config.serverKey().key().toString()))
            .setClientAuth(ClientAuth.REQUEST)
            .setTrustOptions(TrustOptions.wrap(new AnyProvenKey()))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
            .setIdleTimeout((int) config.idleTimeout().toSeconds())
            .setMaxHeaderSize(MAXIMUM_HEAD)
            .setMaxInitialLineLength(MAXIMUM_LINE)
            .setTcpNoDelay(true);
    SUITES.forEach(options::addEnabledCipherSuite);
    return OpenSSLEngineOptions.isAvailable()
        ? options.setSslEngineOptions(new OpenSSLEngineOptions())
        : options.setSslEngineOptions(new JdkSSLEngineOptions());
  }

  /// One acceptor of the shared port; Vert.x hands each a share of the connections.
  private final class Listener extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(options())
          .requestHandler(
              request ->
                  new EstExchange(request, routes, workers, config.requestTimeout()).begin(vertx))
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
