package org.gridseal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `./gridseal up` as a person meets it. Each test leaves the town up for the next.
class UpIT {
  private Town town;

  @BeforeEach
  void arrive() {
    town = Town.shared();
  }

  @Test
  void isReady() {
    HttpResponse<String> response =
        town.send(HttpRequest.newBuilder(town.management().resolve("/q/health/ready")).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("UP");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "installer, installer, sunrise-solar",
    "operator, operator, utility",
    "approver, approver, utility",
    "approver2, approver, utility",
    "auditor, auditor, commission",
    "aggregator, aggregator, fleetworks",
    "admin, admin, utility"
  })
  void letsEverybodyLogInWithTheirRole(String login, String role, String organisation)
      throws IOException {
    JsonNode claims = claims(town.token(login));

    assertThat(claims.at("/realm_access/roles").toString()).contains('"' + role + '"');
    assertThat(claims.get("organisation").asText()).isEqualTo(organisation);
    assertThat(claims.get("aud").asText()).isEqualTo("gridseal");
    assertThat(claims.get("sub").asText()).isNotBlank();
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
  }

  @Test
  void speaksOnlyToThoseItAllows() {
    HttpResponse<String> response = town.send(HttpRequest.newBuilder(town.web()).build());

    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "connect-src 'self' " + town.keycloak() + ";");
    assertThat(response.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void refusesASecondInstanceOnTheSameData() throws Exception {
    Process second = town.command("up", "--data", town.data().toString()).start();
    String output = new String(second.getInputStream().readAllBytes(), UTF_8);

    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(output).hasLineCount(1).contains("is in use by process");
  }

  @Test
  void refusesTakenPorts() throws Exception {
    Process second = town.command("up", "--data", town.data() + "-of-another").start();
    String output = new String(second.getInputStream().readAllBytes(), UTF_8);

    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(output)
        .hasLineCount(1)
        .contains("port " + town.web().getPort(), "is taken", "--web-port");
  }

  @Test
  void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS survivor (name text)");
    execute("INSERT INTO survivor VALUES ('of the service')");
    List<ProcessHandle> leftOver = town.neighbours();

    town.kill();
    assertThat(leftOver).allMatch(ProcessHandle::isAlive);
    town.start();

    assertThat(leftOver).noneMatch(ProcessHandle::isAlive);
    assertThat(count("survivor")).isEqualTo(1);
    execute("DROP TABLE survivor");
  }

  @Test
  void keepsWhatWasCommittedWhenAllIsKilled() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS remnant (name text)");
    execute("INSERT INTO remnant VALUES ('of everything')");
    List<ProcessHandle> neighbours = town.neighbours();

    town.kill();
    neighbours.forEach(process -> process.destroyForcibly());
    neighbours.forEach(process -> process.onExit().join());
    town.start();

    assertThat(count("remnant")).isEqualTo(1);
    assertThat(town.token("installer")).isNotBlank();
    execute("DROP TABLE remnant");
  }

  @Test
  void leavesNoProcessWhenItIsAskedToEnd() {
    List<ProcessHandle> neighbours = town.neighbours();

    town.terminate();

    assertThat(neighbours).noneMatch(ProcessHandle::isAlive);
    assertThat(town.data().resolve("postgres/postmaster.pid")).doesNotExist();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = town.database("owner");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String table) throws SQLException {
    try (Connection connection = town.database("owner");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private static JsonNode claims(String token) throws IOException {
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
  }
}
