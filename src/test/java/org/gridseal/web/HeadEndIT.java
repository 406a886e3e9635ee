package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Replica;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A head-end that learns who is authorised, over the wire, while devices enroll and renew.
class HeadEndIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/v1/head-end";
  private static final int DEVICES_OF_A_CROWD = 6;
  private static final int CERTIFICATES_OF_EACH = 25;

  private static final Town TOWN = Town.shared();

  private final Townspeople people = new Townspeople(TOWN);

  @TempDir Path folder;

  @Test
  void hearsOfAFirstCertificateAndOfItsRenewal() throws Exception {
    String from = now();
    Registered site = people.registerApproved();
    CurlDevice.require();
    var device = new CurlDevice(new Tool(folder), TOWN);
    List<String> code = List.of("-u", site.device() + ":" + people.oneTimeCode(site));
    device.makeRequest("first");
    device.makeRequest("second");

    device.keep(device.post("simpleenroll", "first", code), "first");
    device.keep(device.post("simplereenroll", "second", device.shows("first")), "second");

    JsonNode changes = changes(from, 2);
    JsonNode authorised = changes.get(0);
    JsonNode renewed = changes.get(1);
    assertThat(authorised.get("kind").asText()).isEqualTo("authorised");
    assertThat(authorised.get("device").asText()).isEqualTo(site.device());
    assertThat(renewed.get("kind").asText()).isEqualTo("renewed");
    assertThat(renewed.get("predecessor")).isEqualTo(authorised.get("lfdi"));
    // The overlap of the smallest tier.
    assertThat(Instant.parse(renewed.get("overlapUntil").asText()))
        .isEqualTo(Instant.parse(overlapBegan(site)).plus(Duration.ofDays(30)));
    for (JsonNode change : changes) {
      JsonNode listed = json(get("head-end", "/devices/" + change.get("lfdi").asText()));
      assertThat(listed.get("state").asText()).isEqualTo("allowed");
      assertThat(listed.get("serialNumber")).isEqualTo(change.get("serialNumber"));
    }
    JsonNode chain = json(get("head-end", "/devices/" + renewed.get("lfdi").asText() + "/chain"));
    assertThat(chain).hasSize(1);
    assertThat(chain.get(0).get("predecessor")).isEqualTo(authorised.get("lfdi"));
  }

  @Test
  void hearsAtOnceWhenItWaits() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    String from = now();

    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> ask("/changes?wait=30&after=" + from));
    Thread.sleep(1_000);
    assertThat(waiting).isNotDone();
    enroll(born, TOWN.device());

    assertThat(waiting.get(5, TimeUnit.SECONDS).get("changes")).hasSize(1);
  }

  @Test
  void walksThroughAllPages() throws Exception {
    for (int i = 0; i < 3; i++) {
      Registered site = people.registerApproved();
      enroll(people.manufacturer().device(site.hardware()), TOWN.device());
    }

    Set<String> walked = new HashSet<>();
    URI page = URI.create(PATH + "/devices?limit=2");
    while (page != null) {
      HttpResponse<String> answer = send("head-end", page.toString(), "application/json");
      JsonNode devices = JSON.readTree(answer.body()).get("devices");
      devices.forEach(device -> assertThat(walked.add(device.get("lfdi").asText())).isTrue());
      page =
          answer
              .headers()
              .firstValue("Link")
              .map(link -> URI.create(link.replaceFirst("<(.*)>; rel=\"next\"", "$1")))
              .orElse(null);
    }

    JsonNode all = json(get("head-end", "/devices?limit=1000")).get("devices");
    assertThat(walked)
        .hasSizeGreaterThanOrEqualTo(3)
        .containsExactlyInAnyOrderElementsOf(
            StreamSupport.stream(all.spliterator(), false)
                .map(device -> device.get("lfdi").asText())
                .toList());
  }

  @Test
  void readsTheListInTheWordsOfIeee20305() {
    HttpResponse<String> answer =
        send("head-end", PATH + "/devices?limit=1000", "application/sep+xml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/sep+xml");
    assertThat(answer.body()).contains("<EndDeviceList xmlns=\"urn:ieee:std:2030.5:ns\"");
  }

  @Test
  void givesTheWholeListInOneAnswer() throws Exception {
    for (int i = 0; i < 2; i++) {
      Registered site = people.registerApproved();
      enroll(people.manufacturer().device(site.hardware()), TOWN.device());
    }
    JsonNode page = json(get("head-end", "/devices?limit=1000"));

    JsonNode whole = json(get("head-end", "/devices"));
    String some = send("head-end", PATH + "/devices?s=1&l=1", "application/sep+xml").body();

    assertThat(whole.get("devices")).isEqualTo(page.get("devices"));
    assertThat(whole.has("changes")).isTrue();
    assertThat(some)
        .contains("results=\"1\"", "all=\"" + page.get("devices").size() + "\"")
        .contains("<lFDI>" + page.at("/devices/1/lfdi").asText() + "</lFDI>");
    assertThat(send("head-end", PATH + "/devices?s=-1", "application/sep+xml").statusCode())
        .isEqualTo(422);
  }

  @Test
  void tellsNothingToWhomItIsNoBusiness() {
    for (String login : List.of("installer", "aggregator", "approver")) {
      assertThat(get(login, "/devices").statusCode()).as(login).isEqualTo(403);
      assertThat(get(login, "/changes").statusCode()).as(login).isEqualTo(403);
    }
    assertThat(get("head-end", "/webhooks").statusCode()).isEqualTo(403);
    assertThat(get("head-end", "/changes?wait=31").statusCode()).isEqualTo(422);
    assertThat(get("head-end", "/devices?limit=1001").statusCode()).isEqualTo(422);
    assertThat(get("head-end", "/devices?cursor=" + now()).statusCode()).isEqualTo(422);
  }

  @Test
  void addsAWebhookWhoseSecretIsShownOnce() throws Exception {
    HttpResponse<String> added =
        post("admin", "/webhooks", "{\"url\":\"https://127.0.0.1:9/\",\"kinds\":[\"renewed\"]}");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    String id = JSON.readTree(added.body()).get("id").asText();
    assertThat(JSON.readTree(added.body()).get("secret").asText()).startsWith("whsec_");

    HttpResponse<String> shown = get("operator", "/webhooks/" + id);
    HttpResponse<String> tested = post("operator", "/webhooks/" + id + "/test", "");
    HttpResponse<String> replayed = post("operator", "/webhooks/" + id + "/replay", "{}");

    assertThat(shown.body()).doesNotContain("whsec_");
    assertThat(JSON.readTree(tested.body()).get("outcome").asText()).startsWith("blocked");
    assertThat(replayed.statusCode()).isEqualTo(200);
    assertThat(post("admin", "/webhooks", "{\"url\":\"http://head-end.example/\"}").statusCode())
        .isEqualTo(422);
    assertThat(delete("operator", "/webhooks/" + id).statusCode()).isEqualTo(403);
    assertThat(delete("admin", "/webhooks/" + id).statusCode()).isEqualTo(204);
    assertThat(get("operator", "/webhooks/" + id).statusCode()).isEqualTo(404);
  }

  /// Certificates of both replicas, read while they are made: each once, in contiguous places.
  @Test
  void missesNothingOfTwoReplicas() throws Exception {
    String from = now();
    List<Registered> sites =
        IntStream.range(0, DEVICES_OF_A_CROWD).mapToObj(i -> people.registerApproved()).toList();
    Manufacturer maker = people.manufacturer();
    try (Replica replica = new Replica(TOWN);
        ExecutorService crowd = Executors.newCachedThreadPool()) {
      replica.start();
      List<Callable<Void>> devices = new ArrayList<>();
      for (int i = 0; i < DEVICES_OF_A_CROWD; i++) {
        Manufacturer.Device born = maker.device(sites.get(i).hardware());
        URI listener = i % 2 == 0 ? TOWN.device() : replica.device();
        devices.add(
            () -> {
              for (int n = 0; n < CERTIFICATES_OF_EACH; n++) {
                enroll(born, listener);
              }
              return null;
            });
      }
      Future<List<JsonNode>> reading =
          crowd.submit(() -> read(from, DEVICES_OF_A_CROWD * CERTIFICATES_OF_EACH));
      for (Future<Void> done : crowd.invokeAll(devices)) {
        done.get();
      }

      List<JsonNode> read = reading.get();
      assertThat(read.stream().map(change -> change.get("serialNumber").asText()))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(serialNumbers(sites));
      List<Long> places =
          read.stream()
              .map(change -> Long.valueOf(change.get("id").asText().substring(7)))
              .toList();
      assertThat(places.getLast() - places.getFirst()).isEqualTo(places.size() - 1L);
      assertThat(places).isSorted();
      assertThat(read.stream().filter(change -> change.get("kind").asText().equals("authorised")))
          .hasSize(DEVICES_OF_A_CROWD);
    }
  }

  private static void enroll(Manufacturer.Device born, URI listener) throws IOException {
    TlsDevice device = TlsDevice.ordinary(born, listener.getPort(), "TLSv1.3");
    try (TlsDevice.Connection connection = device.connect()) {
      assertThat(connection.enroll(Requests.fresh().encoded()).status()).isEqualTo(200);
    }
  }

  /// Reads small pieces until there are so many.
  private static List<JsonNode> read(String from, int wanted) {
    List<JsonNode> read = new ArrayList<>();
    String after = from;
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (read.size() < wanted && System.nanoTime() < deadline) {
      JsonNode piece = ask("/changes?limit=7&wait=5&after=" + after);
      piece.get("changes").forEach(read::add);
      after = piece.get("next").asText();
    }
    return read;
  }

  private static JsonNode changes(String from, int wanted) {
    return JSON.valueToTree(read(from, wanted));
  }

  /// The cursor of everything that has been told so far, when nothing is on its way any more.
  private static String now() {
    String cursor = "";
    String next = ask("/devices?limit=1").get("changes").asText();
    while (!next.equals(cursor)) {
      cursor = next;
      next = ask("/changes?limit=1000&wait=2&after=" + cursor).get("next").asText();
    }
    return cursor;
  }

  private static JsonNode ask(String path) {
    return json(get("head-end", path));
  }

  private static HttpResponse<String> get(String login, String path) {
    return send(login, PATH + path, "application/json");
  }

  private static HttpResponse<String> send(String login, String path, String accepted) {
    return TOWN.send(request(login, path).header("Accept", accepted).build());
  }

  private static HttpResponse<String> post(String login, String path, String body) {
    return TOWN.send(
        request(login, PATH + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> delete(String login, String path) {
    return TOWN.send(request(login, PATH + path).DELETE().build());
  }

  private static HttpRequest.Builder request(String login, String path) {
    return HttpRequest.newBuilder(TOWN.web().resolve(path))
        .header("Authorization", "Bearer " + TOWN.token(login));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> serialNumbers(List<Registered> sites) throws SQLException {
    List<String> all = new ArrayList<>();
    for (Registered site : sites) {
      column(
              """
              SELECT encode(serial_number, 'hex')
              FROM certificate JOIN issuance_intent USING (serial_number) WHERE device_id = ?
              """,
              site)
          .forEach(octets -> all.add(SerialNumber.fromString(octets).toString()));
    }
    return all;
  }

  private static String overlapBegan(Registered site) throws SQLException {
    return column(
            "SELECT to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                + " FROM succession WHERE device_id = ?",
            site)
        .getFirst();
  }

  private static List<String> column(String query, Registered site) throws SQLException {
    try (Connection database = TOWN.database("owner");
        PreparedStatement statement = database.prepareStatement(query)) {
      statement.setObject(1, UUID.fromString(site.device()));
      try (ResultSet rows = statement.executeQuery()) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    }
  }
}
