package org.gridseal.est;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.policy.Punctuality;

/// The device listeners: `device` for TLS 1.2 and 1.3 on the engine that the operator chose,
/// `device-2030.5` for the one suite of IEEE 2030.5. They serve the same, show the same
/// certificate, and share the room in which requests are worked on.
public final class EstServer {
  /// How long the last requests may take when the service stops.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final EstConfig config;
  private final EstRoutes routes;
  private final SessionWatch watch;
  private final Punctuality punctuality;
  private final InstantSource time;
  private final Workroom workroom;
  private final WrongCodes wrongCodes;
  private final ServerIdentity identity;
  private final DeviceListener device;
  private final DeviceListener ieee20305;

  /// The pair that was refused last, so that it is told once.
  private String refused = "";

  public EstServer(
      Vertx vertx,
      EstConfig config,
      EstRoutes routes,
      SessionWatch watch,
      Punctuality punctuality,
      InstantSource time,
      SecureRandom chance) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
    this.watch = watch;
    this.punctuality = punctuality;
    this.time = time;
    this.workroom = new Workroom(config.limits().requestsAtOnce(), chance);
    this.wrongCodes = new WrongCodes(config.limits().wrongCodesPerPeer(), time);
    this.identity = new ServerIdentity(config.serverKey());
    this.device = listener("device", portOr(config.port(), -1), TlsEngine.of(config.engine()));
    this.ieee20305 =
        listener("device-2030.5", portOr(config.ieee20305().port(), -2), new BouncyCastle(chance));
  }

  /// Vert.x gives a free port to all acceptors that ask with the same number below 0, and each
  /// another to those that ask with 0.
  private static int portOr(int port, int free) {
    return port == 0 ? free : port;
  }

  private DeviceListener listener(String name, int port, TlsEngine engine) {
    EstConfig.Limits limits = config.limits();
    Crowd crowd = new Crowd(limits.connections(), limits.connectionsPerPeer());
    var terms =
        new DeviceConnection.Terms(
            name,
            engine,
            crowd,
            watch.visits(),
            config.proxies().orElse(List.of()),
            config.requestTimeout(),
            time);
    return new DeviceListener(vertx, port, terms, config, this::exchange);
  }

  private void exchange(HttpServerRequest request) {
    new EstExchange(request, routes, workroom, wrongCodes, punctuality)
        .begin(vertx.getOrCreateContext());
  }

  /// Returns when devices can connect to both.
  ///
  /// @throws IllegalStateException if there is no certificate to show, or a port is taken
  public void start() {
    try {
      PemKeyCertOptions first = identity.changed(vertx).orElseThrow();
      watch.start();
      listeners().forEach(listener -> listener.start(first));
    } catch (IOException e) {
      throw new IllegalStateException("no certificate to show devices: " + e, e);
    }
    vertx.setPeriodic(
        config.serverKey().reloadPeriod().toMillis(), tick -> workroom.take(this::reload));
  }

  private Stream<DeviceListener> listeners() {
    return Stream.of(device, ieee20305);
  }

  /// Shows devices what the files hold now, if that is something new and fit.
  private synchronized void reload() {
    try {
      identity.changed(vertx).ifPresent(this::show);
      refused = "";
    } catch (IOException e) {
      if (!refused.equals(e.toString())) {
        refused = e.toString();
        Log.warnf("the certificate shown to devices stays: %s", refused);
      }
    }
  }

  private void show(PemKeyCertOptions pair) {
    String serialNumber = identity.serialNumber();
    listeners()
        .forEach(
            listener ->
                listener
                    .show(pair)
                    .onSuccess(shown -> Log.infof("devices are shown certificate %s", serialNumber))
                    .onFailure(e -> Log.error("devices are not shown the new certificate", e)));
  }

  /// The ports of `device` and `device-2030.5`.
  List<Integer> ports() {
    return listeners().map(DeviceListener::port).toList();
  }

  /// Takes no more requests, and returns when those at work are answered.
  public void stop() throws InterruptedException {
    watch.stop();
    if (!workroom.close(PATIENCE)) {
      Log.warn("enrollments were still running when the service stopped; their devices will retry");
    }
  }
}
