package org.gridseal.est;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.gridseal.audit.Hash;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.CurlDevice.Answer;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of the requests in `test-data/requests/broken`, sent by a device that would get a
/// certificate for an honest one.
@TestInstance(Lifecycle.PER_CLASS)
class BrokenRequestsIT {
  private static final Path REQUESTS = Path.of("test-data", "requests");

  /// What the device listener waits for a body, and as much again.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Town town;
  private Townspeople people;
  private Tool tool;
  private CurlDevice device;
  private List<String> factory;

  @BeforeAll
  void arrive(@TempDir Path folder) {
    CurlDevice.require();
    town = Town.shared();
    people = new Townspeople(town);
    tool = new Tool(folder);
    device = new CurlDevice(tool, town);
    factory = device.born(people.manufacturer().device(people.registerApproved().hardware()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void issuesNothingAndRecordsTheRefusal(Broken broken) throws Exception {
    long issued = issued();
    tool.write("broken.csr", broken.body());

    Answer answer = device.post("simpleenroll", "broken", factory);

    assertThat(answer.status()).isEqualTo(broken.status());
    assertThat(answer.body()).hasLineCount(1).endsWith("\n").contains(broken.reason());
    assertThat(issued()).isEqualTo(issued);
    assertThat(newestRefusal().at("/data/request").asText())
        .isEqualTo(Hash.ofLeaf(broken.recorded()).toString());
  }

  @Test
  void leavesTheDeviceFreeToSendAnHonestOne() {
    device.makeRequest("honest");

    assertThat(device.post("simpleenroll", "honest", factory).status()).isEqualTo(200);
  }

  @Test
  void recordsNothingOfStrangers() throws Exception {
    JsonNode newest = newestRefusal();
    tool.write("broken.csr", "no request".getBytes(US_ASCII));

    Answer answer = device.post("simpleenroll", "broken", List.of("-u", "nobody:nothing"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(newestRefusal()).isEqualTo(newest);
  }

  @Test
  void waitsForABodyOnlySoLong() throws IOException {
    String head =
        """
        POST /.well-known/est/simpleenroll HTTP/1.1
        Host: localhost
        Authorization: Basic %s
        Content-Length: 500

        MII""";
    String code = Base64.getEncoder().encodeToString("nobody:nothing".getBytes(US_ASCII));
    int port = town.device().getPort();
    try (var socket = (SSLSocket) town.trust().getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(head.formatted(code).replace("\n", "\r\n").getBytes(US_ASCII));
      InputStream answer = socket.getInputStream();

      assertThat(new String(answer.readAllBytes(), US_ASCII)).startsWith("HTTP/1.1 408 ");
    }
  }

  /// One file, and what its README says must be the answer.
  record Broken(String file, int status, String reason) {
    /// As it is sent: what is no text, as base64.
    byte[] body() throws IOException {
      byte[] content = content();
      return file.endsWith(".der") ? Base64.getEncoder().encode(content) : content;
    }

    /// Whose hash must be in the log.
    byte[] recorded() throws IOException {
      return status == 413 ? new byte[0] : content();
    }

    private byte[] content() throws IOException {
      return Files.readAllBytes(REQUESTS.resolve("broken").resolve(file));
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Broken> broken() throws IOException {
    return Files.readAllLines(REQUESTS.resolve("README.md")).stream()
        .dropWhile(line -> !line.equals("## broken"))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split(" *\\| *"))
        .map(cells -> new Broken(cells[1].replace("`", ""), Integer.parseInt(cells[3]), cells[4]));
  }

  @Test
  void leavesNoFileOut() throws IOException {
    try (Stream<Path> files = Files.list(REQUESTS.resolve("broken"))) {
      assertThat(broken().map(Broken::file))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  /// Certificates and intents to issue one.
  private long issued() throws SQLException {
    String sql =
        "SELECT (SELECT count(*) FROM certificate) + (SELECT count(*) FROM issuance_intent)";
    try (Connection connection = town.database("app");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private JsonNode newestRefusal() throws IOException {
    JsonNode events = people.events("enrollment-refused");
    return new ObjectMapper().readTree(events.path(0).path("entry").asText("null"));
  }
}
