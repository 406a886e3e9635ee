package org.gridseal.est;

import io.quarkus.logging.Log;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One port for devices: EST over HTTP/1.1 over what its engine speaks, a client certificate asked
/// for and not required (RFC 7030 §3.3.2).
///
/// Handshakes run on one event loop a processor.
final class DeviceListener {
  /// Octets of request line and headers.
  private static final int MAXIMUM_HEAD = 8192;

  private static final int MAXIMUM_LINE = 2048;

  private final Vertx vertx;
  private final int port;
  private final DeviceConnection.Terms terms;
  private final EstConfig config;
  private final Handler<HttpServerRequest> exchange;

  /// Any one of the acceptors; what is asked of one holds for all.
  private volatile @Nullable HttpServer acceptor;

  /// @param port 0 or less: a free one, the same for two listeners with the same number below 0
  DeviceListener(
      Vertx vertx,
      int port,
      DeviceConnection.Terms terms,
      EstConfig config,
      Handler<HttpServerRequest> exchange) {
    this.vertx = vertx;
    this.port = port;
    this.terms = terms;
    this.config = config;
    this.exchange = exchange;
  }

  /// Returns when devices can connect.
  void start(KeyCertOptions identity) {
    int processors = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(
            () -> new Acceptor(identity), new DeploymentOptions().setInstances(processors))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    Log.infof(
        "listener %s ready port=%d engine=%s", terms.listener(), port(), terms.engine().version());
  }

  /// Shows every connection from now on another certificate; those that are open stay.
  Future<Boolean> show(KeyCertOptions identity) {
    return running().updateSSLOptions(options(identity).getSslOptions(), true);
  }

  /// The port it listens at.
  int port() {
    return running().actualPort();
  }

  private HttpServer running() {
    return Objects.requireNonNull(acceptor, "not started");
  }

  private HttpServerOptions options(KeyCertOptions identity) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(port)
            .setSsl(true)
            .setUseAlpn(false)
            .setKeyCertOptions(identity)
            .setSslEngineOptions(new DeviceTlsOptions(terms, config.sessionLifetime()))
            .setEnabledSecureTransportProtocols(terms.engine().protocols())
            .setSslHandshakeTimeout(config.limits().handshakeTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) config.idleTimeout().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxHeaderSize(MAXIMUM_HEAD)
            .setMaxInitialLineLength(MAXIMUM_LINE)
            .setTcpNoDelay(true);
    terms.engine().suites().forEach(options::addEnabledCipherSuite);
    return options;
  }

  /// One acceptor of the shared port; Vert.x hands each a share of the connections.
  private final class Acceptor extends AbstractVerticle {
    private final KeyCertOptions identity;

    Acceptor(KeyCertOptions identity) {
      this.identity = identity;
    }

    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options(identity));
      acceptor = server;
      server
          .requestHandler(exchange)
          .invalidRequestHandler(EstExchange::refuseNonsense)
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
