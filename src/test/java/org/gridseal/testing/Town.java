package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A whole Gridseal on free ports with a data directory of its own: `./gridseal up` as a person
/// runs it, with real PostgreSQL, Keycloak and TLS. Needs the packaged application (`./mvnw
/// package`).
///
/// Starting one takes half a minute, so tests share [#shared]; it ends with the JVM.
public final class Town {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static @Nullable Town shared;

  private final Path data;
  private final Ports ports;
  private final Path policies;
  private final UpProcess up;

  private Town(Path data, Ports ports) {
    this.data = data;
    this.ports = ports;
    this.policies = copyOfPolicies();
    this.up = new UpProcess(command("up", "--data", data.toString()), Path.of("target/town.log"));
  }

  /// A folder that a test may change; two people must agree before it decides.
  private static Path copyOfPolicies() {
    Path shipped = Path.of("policies").toAbsolutePath();
    try (Stream<Path> all = Files.walk(shipped)) {
      Path copy = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "policies");
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(shipped.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder with this town's policies.
  public Path policies() {
    return policies;
  }

  /// The town of this JVM, up and ready; it is started again when a test has ended it.
  public static synchronized Town shared() {
    if (shared == null) {
      shared = found();
    }
    shared.start();
    return shared;
  }

  /// Starts it when it is not running, and returns when everything answers.
  public void start() {
    up.start();
  }

  /// Ends the service as a power cut would, with nothing told to it or to what it started.
  public void kill() {
    up.kill();
  }

  /// Asks it to end (SIGTERM) and returns when it has.
  ///
  /// @return the exit code
  public int terminate() {
    return up.terminate();
  }

  /// What `up` has printed since its last start.
  public String output() {
    return up.output();
  }

  /// The process of the service.
  public ProcessHandle process() {
    return up.process();
  }

  /// A command of the front door with this town's ports, without rebuilding what is being tested.
  public ProcessBuilder command(String... arguments) {
    ProcessBuilder builder = frontDoor(arguments);
    builder.command().addAll(ports.options());
    builder.environment().put("GRIDSEAL_POLICIES", policies.toString());
    builder.environment().put("GRIDSEAL_POLICY_AGREEMENTS", "2");
    return builder.redirectErrorStream(true);
  }

  /// A command that needs no town.
  public static ProcessBuilder frontDoor(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(Path.of("gridseal").toAbsolutePath().toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("GRIDSEAL_BUILD", "never");
    return builder;
  }

  /// What it has started, PostgreSQL and Keycloak, by what they wrote down.
  public List<ProcessHandle> neighbours() {
    return Stream.of("postgres/postmaster.pid", "keycloak/pid")
        .map(file -> Long.parseLong(firstLine(data.resolve(file)).strip()))
        .map(pid -> ProcessHandle.of(pid).orElseThrow())
        .toList();
  }

  /// An access token for somebody who logs in with a password.
  ///
  /// @param login a role's name, or `approver2`
  public String token(String login) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "gridseal-cli",
            "username",
            login,
            "password",
            password(login));
    HttpRequest request =
        HttpRequest.newBuilder(keycloak().resolve("/realms/gridseal/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    JsonNode answer = json(send(request));
    if (!answer.has("access_token")) {
      throw new IllegalStateException("no token for " + login + ": " + answer);
    }
    return answer.get("access_token").asText();
  }

  /// An access token for somebody who has just logged in as in a browser, which says when that was.
  ///
  /// @param login a role's name, or `approver2`
  public String freshToken(String login) {
    return new SignIn(this).of(login);
  }

  /// What `people.txt` says.
  public String password(String login) {
    return lines(data.resolve("people.txt"))
        .filter(line -> line.startsWith(login + " "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  /// Sends a request, trusting this town's CA and no other.
  public HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A connection to the service's database.
  ///
  /// @param role `owner` or `app`
  public Connection database(String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/gridseal".formatted(ports.database()),
        "gridseal_" + role,
        firstLine(data.resolve("secrets/db-" + role)));
  }

  /// What another service must be told to work on this town's database with its keys.
  Map<String, String> forAnotherService() {
    return Map.of(
        "GRIDSEAL_DATA",
        data.toString(),
        // It is written into certificates, and both write the same ones.
        "GRIDSEAL_STATUS_URL",
        status().toString(),
        "QUARKUS_DATASOURCE_JDBC_URL",
        "jdbc:postgresql://localhost:%d/gridseal".formatted(ports.database()),
        "QUARKUS_DATASOURCE_PASSWORD",
        firstLine(data.resolve("secrets/db-app")),
        "QUARKUS_FLYWAY_PASSWORD",
        firstLine(data.resolve("secrets/db-owner")));
  }

  public URI web() {
    return URI.create("https://localhost:" + ports.web());
  }

  public URI device() {
    return URI.create("https://localhost:" + ports.device());
  }

  /// The listener for IEEE 2030.5 devices.
  public URI device2030() {
    return URI.create("https://localhost:" + ports.device2030());
  }

  public URI status() {
    return URI.create("http://localhost:" + ports.status());
  }

  public URI management() {
    return URI.create("http://localhost:" + ports.management());
  }

  public URI keycloak() {
    return URI.create("https://localhost:" + ports.keycloak());
  }

  /// PEM of the root of everything that this town's TLS servers show.
  public Path caFile() {
    return data.resolve("ca/root.pem");
  }

  public Path data() {
    return data;
  }

  /// Trusts this town's CA and no other, for clients that a test makes itself.
  public SSLContext trust() {
    try (InputStream pem = Files.newInputStream(caFile())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Town found() {
    try {
      // With a space, because people have such paths.
      Path folder = Files.createTempDirectory("gridseal town ");
      Town town = new Town(folder.resolve("data"), Ports.free());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> town.raze(folder), "town"));
      return town;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void raze(Path folder) {
    up.end();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(Town::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Path file) {
    return lines(file).findFirst().orElseThrow();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
