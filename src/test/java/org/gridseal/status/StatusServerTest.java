package org.gridseal.status;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.LogTiles;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.revocation.DelegatedResponders;
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
import org.gridseal.testing.Lists;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The status listener as relying parties see it, over a real socket.
class StatusServerTest {
  private static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  @TempDir Path folder;

  private Instant now = Authorities.NOW;
  private final Vertx vertx = Vertx.vertx();
  private final int port = freePort();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Database database = Database.shared();
  private final PostgresRevocationLists lists = new PostgresRevocationLists(database.application());
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final CertificationAuthority authority =
      new Authorities(new InMemoryKey(), () -> now).issuing();
  private final ListPublisher publisher =
      new ListPublisher(
          () -> List.of(authority),
          lists,
          new DirectTransactions(),
          new RecordingLog(),
          () -> now,
          UUID::randomUUID);
  private final RevocationFeed feed = new RevocationFeed(revocations, lists);

  @BeforeEach
  void start() throws IOException {
    database.clear();
    var responders =
        new DelegatedResponders(
            () -> List.of(authority),
            Authorities.profile("ocsp-responder"),
            new DirectTransactions(),
            new RecordingLog(),
            () -> now,
            Keys::p256);
    responders.renew();
    var shelf = new ListShelf(lists, folder, () -> now);
    var answers =
        new OcspAnswers(
            () -> List.of(authority),
            responders,
            revocations,
            feed::hasBegun,
            () -> now,
            Duration.ofHours(12),
            1_000_000,
            Executors.newVirtualThreadPerTaskExecutor());
    feed.onChanges(answers::forget);
    feed.onLists(shelf::announce);
    feed.poll();
    var config = new Config();
    LogKey key =
        LogKey.createOrLoad(folder.resolve("log-key"), "localhost/test", new SecureRandom());
    var tiles = new LogTiles(database.application(), key.verifier());
    Map<String, byte[]> certificates = Map.of("issuing.cer", new byte[] {1, 2});
    var routes =
        new StatusRoutes(
            shelf, () -> certificates, new LogRoutes(tiles), () -> now, config.cacheFor());
    new StatusServer(
            vertx, config, routes, new OcspRoutes(answers, () -> now, config.cacheFor()), () -> now)
        .start();
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    client.close();
  }

  private final class Config implements StatusConfig {
    @Override
    public int port() {
      return port;
    }

    @Override
    public URI url() {
      return URI.create("http://localhost:" + port);
    }

    @Override
    public Duration ocspValidity() {
      return Duration.ofHours(12);
    }

    @Override
    public Duration idleTimeout() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration cacheFor() {
      return Duration.ofMinutes(5);
    }

    @Override
    public int ocspMemory() {
      return 1;
    }

    @Override
    public int connections() {
      return 100;
    }

    @Override
    public int connectionsPerPeer() {
      return 20;
    }

    @Override
    public int ocspSignaturesPerPeer() {
      return 5;
    }
  }

  @Test
  void servesTheNewestListWithWhatCachesNeed() throws Exception {
    assertThat(get("/crl/issuing.crl").statusCode()).as("before there is one").isEqualTo(404);
    publisher.round();
    feed.poll();

    HttpResponse<byte[]> answer = get("/crl/issuing.crl");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Lists.read(answer.body()).getThisUpdate()).isEqualTo(now);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/pkix-crl");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(header(answer, "Last-Modified")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(header(answer, "ETag"))
        .contains(lists.newest(ALL, false).orElseThrow().content().toString());
  }

  @Test
  void closesOneConnectionTooManyOfOnePeerAndTakesItWhenAnotherHasGone() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), port));
        assertThat(answers(open.getLast())).isTrue();
      }
      try (Socket tooMany = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(answers(tooMany)).isFalse();
      }

      open.removeLast().close();

      assertThat(answersSoon()).isTrue();
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  /// Whether anything but the end comes back.
  private static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    try {
      socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (SocketException e) {
      return false;
    }
  }

  /// The listener hears of the end of a connection a moment later.
  private boolean answersSoon() throws Exception {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (Socket another = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (answers(another)) {
          return true;
        }
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Test
  void saysThatNothingHasChanged() throws Exception {
    publisher.round();
    HttpResponse<byte[]> first = get("/crl/issuing.crl");

    assertThat(get("/crl/issuing.crl", "If-None-Match", header(first, "ETag")).statusCode())
        .isEqualTo(304);
    assertThat(get("/crl/issuing.crl", "If-None-Match", "\"other\", *").statusCode())
        .isEqualTo(304);
    assertThat(get("/crl/issuing.crl", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(
            get("/crl/issuing.crl", "If-Modified-Since", header(first, "Last-Modified"))
                .statusCode())
        .isEqualTo(304);
    assertThat(
            get("/crl/issuing.crl", "If-Modified-Since", "Mon, 31 Dec 2029 00:00:00 GMT")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void servesANewListAsSoonAsItHearsOfIt() throws Exception {
    publisher.round();
    HttpResponse<byte[]> first = get("/crl/issuing.crl");
    now = now.plus(Duration.ofDays(1));
    publisher.round();
    feed.poll();

    HttpResponse<byte[]> second = get("/crl/issuing.crl");

    assertThat(header(second, "ETag")).isNotEqualTo(header(first, "ETag"));
    assertThat(Lists.read(second.body()).getThisUpdate()).isEqualTo(now);
  }

  @Test
  void servesNoListThatHasRunOut() throws Exception {
    publisher.round();
    get("/crl/issuing.crl");
    now = now.plus(Duration.ofDays(7));

    assertThat(get("/crl/issuing.crl").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsTheHeadAlone() throws Exception {
    publisher.round();
    HttpResponse<byte[]> head =
        client.send(
            HttpRequest.newBuilder(at("/crl/issuing.crl")).HEAD().build(),
            BodyHandlers.ofByteArray());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length"))
        .isEqualTo(Long.toString(lists.newest(ALL, false).orElseThrow().octets()));
  }

  @Test
  void knowsNoListThatCannotBe() throws Exception {
    for (String path :
        List.of(
            "/crl/",
            "/crl/other.crl",
            "/crl/issuing/3/0.crl",
            "/crl/issuing/16/16.crl",
            "/crl/issuing/delta.crl",
            "/crl/issuing/8192/1.crl",
            "/crl/../issuing.crl",
            "/")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void answersByGetForAllWhoAsk() throws Exception {
    HttpResponse<byte[]> first = get(path(request(false)));
    HttpResponse<byte[]> second = get(path(request(false)));

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(header(first, "Content-Type")).isEqualTo("application/ocsp-response");
    assertThat(header(first, "Cache-Control"))
        .isEqualTo("max-age=300, public, no-transform, must-revalidate");
    assertThat(header(first, "Last-Modified")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(header(first, "Expires")).isEqualTo("Tue, 01 Jan 2030 12:00:00 GMT");
    assertThat(get(path(request(false)), "If-None-Match", header(first, "ETag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void answersByPostToNobodyElse() throws Exception {
    HttpResponse<byte[]> answer = post(request(true));

    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(basic(answer).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)).isNotNull();
  }

  @Test
  void saysRevokedAsSoonAsItHearsOfIt() throws Exception {
    get(path(request(false)));
    assertThat(
            revocations.add(new Revoked(SERIAL, now, RevocationReason.certificateHold), "somebody"))
        .isTrue();
    feed.poll();

    assertThat(basic(get(path(request(false)))).getResponses()[0].getCertStatus())
        .isInstanceOf(RevokedStatus.class);
    assertThat(basic(post(request(true))).getResponses()[0].getCertStatus())
        .isInstanceOf(RevokedStatus.class);

    assertThat(revocations.release(SERIAL, now, "somebody")).isTrue();
    feed.poll();
    assertThat(basic(get(path(request(false)))).getResponses()[0].getCertStatus())
        .as("good, for Bouncy Castle")
        .isNull();
  }

  @Test
  void leavesTheNonceOutForWhoAsksForTooManySignatures() throws Exception {
    get(path(request(false)));
    for (int number = 0; number < 4; number++) {
      assertThat(nonceIn(post(request(true)))).isPresent();
    }

    assertThat(nonceIn(post(request(true)))).isEmpty();

    now = now.plusSeconds(1);
    assertThat(nonceIn(post(request(true)))).isPresent();
  }

  @Test
  void callsNonsenseMalformed() throws Exception {
    for (HttpResponse<byte[]> answer :
        List.of(get("/ocsp/"), get("/ocsp/MAA%3D"), get("/ocsp/AAAA"), post(new byte[40]))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new OCSPResp(answer.body()).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }
    assertThat(post(new byte[9000]).statusCode()).isEqualTo(413);
  }

  @Test
  void bringsCertificates() throws Exception {
    HttpResponse<byte[]> answer = get("/ca/issuing.cer");

    assertThat(answer.body()).containsExactly(1, 2);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/pkix-cert");
    assertThat(get("/ca/other.cer").statusCode()).isEqualTo(404);
  }

  private static Optional<Extension> nonceIn(HttpResponse<byte[]> answer) throws Exception {
    return Optional.ofNullable(
        basic(answer).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
  }

  private static BasicOCSPResp basic(HttpResponse<byte[]> answer) throws Exception {
    return (BasicOCSPResp) new OCSPResp(answer.body()).getResponseObject();
  }

  private byte[] request(boolean nonce) throws Exception {
    var id =
        new CertificateID(
            new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
            new JcaX509CertificateHolder(authority.certificate()),
            SERIAL.value());
    var builder = new OCSPReqBuilder().addRequest(id);
    if (nonce) {
      byte[] value = new DEROctetString(new byte[32]).getEncoded();
      builder.setRequestExtensions(
          new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value)));
    }
    return builder.build().getEncoded();
  }

  private static String path(byte[] request) {
    return "/ocsp/"
        + URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(at("/ocsp")).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
