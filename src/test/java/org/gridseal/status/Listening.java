package org.gridseal.status;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.LogTiles;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.revocation.DelegatedResponders;
import org.gridseal.revocation.IssuedList;
import org.gridseal.revocation.ListPublisher;
import org.gridseal.revocation.ListScope;
import org.gridseal.revocation.ListShelf;
import org.gridseal.revocation.OcspAnswers;
import org.gridseal.revocation.PostgresRevocationLists;
import org.gridseal.revocation.RevocationFeed;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RecordingLog;

/// The status listener as relying parties see it, over a real socket: lists are in PostgreSQL,
/// revocations in memory, and what threads would do is done when it is told to.
final class Listening implements AutoCloseable {
  static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);

  /// The tests' own bounds, small enough to be reached.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "connections", "100",
          "connections-per-peer", "80",
          "ocsp-memory", "1",
          "ocsp-signatures-per-peer", "5");

  private final AtomicReference<Instant> now = new AtomicReference<>(Authorities.NOW);
  private final Vertx vertx = Vertx.vertx();
  private final int port = freePort();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Database database = Database.shared();
  private final PostgresRevocationLists lists = new PostgresRevocationLists(database.application());
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final CertificationAuthority authority =
      new Authorities(new InMemoryKey(), now::get).issuing();
  private final ListPublisher publisher =
      new ListPublisher(
          () -> List.of(authority),
          lists,
          new DirectTransactions(),
          new RecordingLog(),
          now::get,
          UUID::randomUUID);
  private final RevocationFeed feed = new RevocationFeed(revocations, lists, () -> 0);
  private final ListShelf shelf;

  /// @param folder for lists and the log's key
  Listening(Path folder) {
    this(folder, Map.of());
  }

  /// @param settings those of `gridseal.status` that are not the tests' own, by the rest of their
  ///   names
  Listening(Path folder, Map<String, String> settings) {
    database.clear();
    this.shelf = new ListShelf(lists, folder.resolve("lists"), now::get);
    OcspAnswers answers = answers();
    feed.onChanges(answers::forget);
    feed.onLists(shelf::announce);
    feed.poll();
    StatusConfig config = config(settings);
    var routes =
        new StatusRoutes(
            shelf,
            () -> Map.of("issuing.cer", new byte[] {1, 2}),
            new LogRoutes(tiles(folder)),
            now::get,
            config.cacheFor());
    var ocsp = new OcspRoutes(answers, now::get, config.cacheFor());
    new StatusServer(vertx, config, routes, ocsp, now::get).start();
  }

  private OcspAnswers answers() {
    var responders =
        new DelegatedResponders(
            () -> List.of(authority),
            Authorities.profile("ocsp-responder"),
            new DirectTransactions(),
            new RecordingLog(),
            now::get,
            Keys::p256);
    responders.renew();
    return new OcspAnswers(
        () -> List.of(authority),
        responders,
        revocations,
        feed::isCurrent,
        now::get,
        Duration.ofHours(12),
        1_000_000,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  private LogTiles tiles(Path folder) {
    try {
      LogKey key =
          LogKey.createOrLoad(folder.resolve("log-key"), "localhost/test", new SecureRandom());
      return new LogTiles(database.application(), key.verifier());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StatusConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("gridseal.status.port", Integer.toString(port));
    all.put("gridseal.status.url", at("").toString());
    SETTINGS.forEach((name, value) -> all.put("gridseal.status." + name, value));
    settings.forEach((name, value) -> all.put("gridseal.status." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(StatusConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(all)
        .build()
        .getConfigMapping(StatusConfig.class);
  }

  Instant now() {
    return now.get();
  }

  void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }

  /// Whose lists and answers these are.
  X509Certificate issuer() {
    return authority.certificate();
  }

  InMemoryRevocations revocations() {
    return revocations;
  }

  RevocationFeed feed() {
    return feed;
  }

  ListShelf shelf() {
    return shelf;
  }

  /// Makes the lists that are due; nobody has heard of them yet.
  void publish() {
    publisher.round();
  }

  IssuedList newest() {
    return lists.newest(ALL, false).orElseThrow();
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<byte[]>> beginToGet(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> head(String path) throws Exception {
    return client.send(request(path).HEAD().build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(byte[] body) throws Exception {
    return client.send(
        request("/ocsp").POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.close();
    shelf.close();
  }
}
