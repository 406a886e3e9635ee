package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gridseal.enrollment.Channel;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.TlsDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TLS sessions that a device comes back with, and what is known of their connections.
class SessionTest {
  private static final String CCM = "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Manufacturer.Device factory = new OpenUtility().device();
  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final List<Integer> chains = new CopyOnWriteArrayList<>();

  @AfterEach
  void leave() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /// An engine, and a version of TLS that it resumes.
  record Way(TlsEngine engine, String protocol) {
    TlsDevice device(Manufacturer.Device factory, int port) {
      return engine instanceof BouncyCastle
          ? TlsDevice.ieee20305(factory, port)
          : TlsDevice.ordinary(factory, port, protocol);
    }

    @Override
    public String toString() {
      return engine.getClass().getSimpleName() + " " + protocol;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way(new BoringSsl(), "TLSv1.2"),
        new Way(new Jsse(), "TLSv1.2"),
        new Way(new Jsse(), "TLSv1.3"),
        new Way(new BouncyCastle(new SecureRandom()), "TLSv1.2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void resumesASessionAndKnowsItsAge(Way way) throws IOException {
    TlsDevice device = way.device(factory, listen(way.engine(), Duration.ofHours(24)));

    comeBack(device);

    assertThat(channels).extracting(Channel::resumed).containsExactly(false, true);
    assertThat(channels).extracting(Channel::protocol).containsOnly(way.protocol());
    assertThat(channels.get(1).established()).isEqualTo(channels.get(0).established());
    assertThat(channels.get(1).suite()).isEqualTo(channels.get(0).suite());
    assertThat(chains).containsExactly(factory.sent().size(), factory.sent().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void forgetsASessionWhenItsTimeIsOver(Way way) throws Exception {
    TlsDevice device = way.device(factory, listen(way.engine(), Duration.ofSeconds(1)));

    connect(device);
    Thread.sleep(Duration.ofMillis(2500));
    connect(device);

    assertThat(channels).extracting(Channel::resumed).containsExactly(false, false);
  }

  /// Its tickets would not tell when the client proved its key.
  @Test
  void resumesNoTls13OnBoringSsl() throws IOException {
    TlsDevice device =
        TlsDevice.ordinary(factory, listen(new BoringSsl(), Duration.ofHours(24)), "TLSv1.3");

    comeBack(device);

    assertThat(channels).extracting(Channel::resumed).containsExactly(false, false);
  }

  /// It could change who is at the other end. Bouncy Castle's client cannot even ask.
  @ParameterizedTest(name = "{0}")
  @MethodSource("ordinaryEngines")
  void endsAConnectionWhoseClientWantsAnotherHandshake(TlsEngine engine) throws IOException {
    TlsDevice device = TlsDevice.ordinary(factory, listen(engine, Duration.ofHours(24)), "TLSv1.2");

    try (TlsDevice.Connection connection = device.connect()) {
      connection.cacerts();

      assertThatThrownBy(
              () -> {
                connection.socket().startHandshake();
                connection.cacerts();
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(channels).hasSize(1);
  }

  static Stream<TlsEngine> ordinaryEngines() {
    return Stream.of(new BoringSsl(), new Jsse());
  }

  @Test
  void namesListenerAndSuite() throws IOException {
    int port = listen(new BouncyCastle(new SecureRandom()), Duration.ofHours(24));

    connect(TlsDevice.ieee20305(factory, port));

    assertThat(channels.getFirst().listener()).isEqualTo("under test");
    assertThat(channels.getFirst().suite()).isEqualTo(CCM);
    assertThat(channels.getFirst().binding())
        .map(Channel.Binding::kind)
        .contains(Channel.Kind.TLS_UNIQUE);
  }

  private int listen(TlsEngine engine, Duration lifetime) throws IOException {
    Listening.writeIdentity(folder, "localhost");
    EstConfig config =
        Listening.config(folder, Map.of("session-lifetime", lifetime.toSeconds() + "s"));
    var terms =
        new DeviceConnection.Terms(
            "under test",
            engine,
            new Crowd(100, 0),
            new Visits(),
            List.of(),
            config.requestTimeout(),
            InstantSource.system());
    PemKeyCertOptions identity =
        new ServerIdentity(config.serverKey()).changed(vertx).orElseThrow();
    var listener = new DeviceListener(vertx, -1, terms, config, this::note);
    listener.start(identity);
    return listener.port();
  }

  private void note(HttpServerRequest request) {
    channels.add(DeviceConnection.of(request).channel());
    try {
      chains.add(request.sslSession().getPeerCertificates().length);
    } catch (IOException e) {
      chains.add(0);
    }
    request.response().putHeader("Content-Length", "0").end();
  }

  private static void comeBack(TlsDevice device) throws IOException {
    connect(device);
    connect(device);
  }

  private static void connect(TlsDevice device) throws IOException {
    try (TlsDevice.Connection connection = device.connect()) {
      connection.cacerts();
    }
  }
}
