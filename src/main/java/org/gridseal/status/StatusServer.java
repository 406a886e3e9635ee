package org.gridseal.status;

import io.quarkus.logging.Log;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The status listener: plain HTTP/1.1, GET for everything and POST for OCSP, one event loop a
/// processor. What is ready is answered there and then; the rest by a bounded number of workers.
public final class StatusServer {
  /// A request line holds an OCSP request in base64, percent-encoded: RFC 5019 §5 keeps them below
  /// 255 octets.
  private static final int MAXIMUM_LINE = 4096;

  /// How long the last requests may take when the service stops.
  private static final int PATIENCE_SECONDS = 5;

  private final Vertx vertx;
  private final StatusConfig config;
  private final StatusRoutes routes;
  private final OcspRoutes ocsp;
  private final Bounds bounds;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Peer, Integer> peers = new ConcurrentHashMap<>();

  public StatusServer(
      Vertx vertx, StatusConfig config, StatusRoutes routes, OcspRoutes ocsp, InstantSource time) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
    this.ocsp = ocsp;
    this.bounds = Bounds.of(new SignatureBudget(config.ocspSignaturesPerPeer(), time), workers);
  }

  /// Returns when relying parties can connect.
  public void start() {
    int processors = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(Acceptor::new, new DeploymentOptions().setInstances(processors))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    Log.infof("status listener ready port=%d", config.port());
  }

  /// Takes no more requests, and returns when those at work are answered.
  public void stop() throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      Log.warn("status requests were still running when the service stopped");
    }
  }

  private void admit(HttpConnection connection) {
    Peer peer = Peer.of(InetAddress.ofLiteral(connection.remoteAddress().hostAddress()));
    int all = open.incrementAndGet();
    int own = peers.merge(peer, 1, Integer::sum);
    connection.closeHandler(
        closed -> {
          open.decrementAndGet();
          peers.computeIfPresent(peer, (one, n) -> n > 1 ? n - 1 : null);
        });
    if (all > config.connections() || own > config.connectionsPerPeer()) {
      connection.close();
    } else {
      RequestClock.watch(connection, config.requestTimeout());
    }
  }

  /// One acceptor of the shared port; Vert.x hands each a share of the connections.
  private final class Acceptor extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(
              new HttpServerOptions()
                  .setPort(config.port())
                  .setIdleTimeout((int) config.idleTimeout().toSeconds())
                  .setMaxInitialLineLength(MAXIMUM_LINE)
                  .setHttp2ClearTextEnabled(false)
                  .setTcpNoDelay(true))
          .connectionHandler(StatusServer.this::admit)
          .requestHandler(
              request -> new StatusExchange(request, routes, ocsp, bounds).begin(context))
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
