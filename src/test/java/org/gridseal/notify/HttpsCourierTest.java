package org.gridseal.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Courier.Receipt;
import org.gridseal.headend.Webhook;
import org.gridseal.headend.WebhookKey;
import org.gridseal.network.AddressRange;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real HTTPS server of this machine that does what receivers do on bad days.
class HttpsCourierTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final AddressRange LOOPBACK = AddressRange.parse("127.0.0.1/32");

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WebhookKey key = WebhookKey.of(new byte[32]);
  private final AtomicInteger resolved = new AtomicInteger();
  private ReceiverDouble receiver;

  @BeforeEach
  void start() {
    receiver = new ReceiverDouble(folder);
  }

  @AfterEach
  void stop() {
    receiver.close();
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void postsASignedCloudEvent() throws Exception {
    receiver.answer(exchange -> exchange.sendResponseHeaders(204, -1));

    assertThat(courier().deliver(webhook(), change())).isEqualTo(new Receipt.Taken(204));

    HttpExchange request = receiver.received().getFirst();
    byte[] body = receiver.bodies().getFirst();
    assertThat(request.getRequestMethod()).isEqualTo("POST");
    assertThat(request.getRequestURI()).hasToString("/in?tenant=1");
    assertThat(header(request, "Host")).isEqualTo(ReceiverDouble.HOST + ":" + receiver.port());
    assertThat(header(request, "Content-Type")).startsWith("application/cloudevents+json");
    assertThat(header(request, "webhook-id")).isEqualTo("change-7");
    assertThat(header(request, "webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(header(request, "webhook-signature"))
        .isEqualTo(Signature.of(key.secretsOf(webhook(), NOW).getFirst(), "change-7", NOW, body));
    JsonNode event = new ObjectMapper().readTree(body);
    assertThat(event.get("specversion").asText()).isEqualTo("1.0");
    assertThat(event.get("id").asText()).isEqualTo("change-7");
    assertThat(event.get("source").asText()).isEqualTo("log.test/gridseal");
    assertThat(event.get("type").asText()).isEqualTo("org.gridseal.head-end.renewed");
    assertThat(event.get("subject").asText()).isEqualTo(change().lfdi().toString());
    assertThat(event.at("/data/predecessor").asText())
        .isEqualTo(change().predecessor().orElseThrow().toString());
    assertThat(event.at("/data/overlapUntil").asText()).isEqualTo("2030-01-31T00:00:00Z");
    assertThat(event.at("/data").has("reason")).isFalse();
  }

  @Test
  void sendsTheSameBytesEachTime() {
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    courier().deliver(webhook(), change());
    courier().deliver(webhook(), change());

    assertThat(receiver.bodies().get(1)).isEqualTo(receiver.bodies().get(0));
  }

  @Test
  void saysThatATestIsOne() throws Exception {
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    assertThat(courier().test(webhook())).isEqualTo(new Receipt.Taken(200));

    assertThat(new ObjectMapper().readTree(receiver.bodies().getFirst()).get("type").asText())
        .isEqualTo("org.gridseal.head-end.test");
  }

  @Test
  void hearsWhenToComeBack() {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "90");
          exchange.sendResponseHeaders(503, -1);
        });

    assertThat(courier().deliver(webhook(), change()))
        .isEqualTo(new Receipt.Refused(503, Optional.of(Duration.ofSeconds(90))));
  }

  @Test
  void hearsThatNobodyIsThere() {
    receiver.answer(exchange -> exchange.sendResponseHeaders(410, -1));

    assertThat(courier().deliver(webhook(), change())).isEqualTo(new Receipt.Gone());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Location", receiver.url() + "elsewhere");
          exchange.sendResponseHeaders(status, -1);
        });

    assertThat(courier().deliver(webhook(), change()))
        .isEqualTo(new Receipt.Refused(status, Optional.empty()));
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void doesNotWaitForWhoStalls() {
    receiver.answer(
        exchange -> {
          pause();
          exchange.sendResponseHeaders(200, -1);
        });

    assertThat(courier().deliver(webhook(), change())).isInstanceOf(Receipt.Unreachable.class);
  }

  @Test
  void doesNotWaitForAPeerThatIsNoServer() throws Exception {
    try (var silent = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"))) {
      Webhook to =
          webhook(URI.create("https://" + ReceiverDouble.HOST + ":" + silent.getLocalPort() + "/"));

      assertThat(courier().deliver(to, change())).isInstanceOf(Receipt.Unreachable.class);
    }
  }

  @Test
  void doesNotListenToAnAnswerWithoutEnd() {
    receiver.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] noise = new byte[64 * 1024];
          for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(noise);
          }
        });

    assertThat(courier().deliver(webhook(), change())).isEqualTo(new Receipt.Taken(200));
  }

  @Test
  void trustsNoCertificateOfAnotherName() {
    Webhook to = webhook(URI.create("https://other.example:" + receiver.port() + "/"));
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    assertThat(courier().deliver(to, change()).text()).startsWith("TLS failed");
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void trustsNoCertificateThatThePlatformDoesNot() {
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    Receipt receipt =
        courier(List.of(LOOPBACK), Optional.empty(), "127.0.0.1").deliver(webhook(), change());

    assertThat(receipt.text()).startsWith("TLS failed");
    assertThat(receiver.received()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"})
  void connectsToNothingInside(String address) {
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    Receipt receipt =
        courier(List.of(), Optional.of(receiver.trusted()), address).deliver(webhook(), change());

    assertThat(receipt.text()).startsWith("blocked");
    assertThat(receiver.received()).isEmpty();
  }

  /// A name that answers with an allowed address first, and with another one when it is asked
  /// again: it is not asked again.
  @Test
  void connectsToTheAddressThatItLookedAt() {
    receiver.answer(exchange -> exchange.sendResponseHeaders(200, -1));

    HttpsCourier courier =
        courier(
            List.of(LOOPBACK),
            Optional.of(receiver.trusted()),
            host ->
                new InetAddress[] {
                  InetAddress.ofLiteral(resolved.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
                });

    assertThat(courier.deliver(webhook(), change())).isEqualTo(new Receipt.Taken(200));
    assertThat(resolved).hasValue(1);
    assertThat(courier.deliver(webhook(), change()).text()).startsWith("blocked");
  }

  private HttpsCourier courier() {
    return courier(List.of(LOOPBACK), Optional.of(receiver.trusted()), "127.0.0.1");
  }

  private HttpsCourier courier(
      List<AddressRange> allowed, Optional<Path> trusted, String... addresses) {
    InetAddress[] found = new InetAddress[addresses.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = InetAddress.ofLiteral(addresses[i]);
    }
    return courier(allowed, trusted, host -> found);
  }

  private HttpsCourier courier(
      List<AddressRange> allowed, Optional<Path> trusted, HttpsCourier.Names names) {
    return new HttpsCourier(
        vertx,
        key,
        "log.test/gridseal",
        new HttpsCourier.Reach(allowed, trusted, names, threads, Duration.ofSeconds(1)),
        () -> NOW);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String header(HttpExchange request, String name) {
    return request.getRequestHeaders().getFirst(name);
  }

  private Webhook webhook() {
    return webhook(URI.create(receiver.url() + "in?tenant=1"));
  }

  private static Webhook webhook(URI url) {
    return new Webhook(
        new UUID(0, 1),
        url,
        Set.of(Kind.RENEWED),
        1,
        NOW,
        NOW,
        false,
        6,
        0,
        Optional.empty(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Change change() {
    return new Change(
        7,
        Kind.RENEWED,
        NOW,
        Lfdi.ofCertificate("new".getBytes(UTF_8)),
        new DeviceId(new UUID(0, 2)),
        new SiteId(new UUID(0, 3)),
        "ieee2030.5-device",
        Optional.empty(),
        Optional.of(SerialNumber.fromString("0aff")),
        Optional.of(NOW.plus(Duration.ofDays(1826))),
        Optional.of(Lfdi.ofCertificate("old".getBytes(UTF_8))),
        Optional.empty(),
        Optional.of(NOW.plus(Duration.ofDays(30))),
        Optional.empty());
  }
}
