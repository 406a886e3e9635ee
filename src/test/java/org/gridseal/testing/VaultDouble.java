package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.gridseal.authority.Subject;
import org.gridseal.keeper.VaultLogin;
import org.gridseal.keeper.VaultServer;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;
import org.jspecify.annotations.Nullable;

/// Not Vault: a double of the few endpoints that are used, as Vault's API documentation describes
/// them, over HTTPS. It signs with real keys and is stricter than the real one: a request that is
/// not as documented is answered with 400 and remembered in [#complaints].
public final class VaultDouble implements AutoCloseable {
  public static final String NAMESPACE = "utilities/north";
  public static final String ROLE_ID = "59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET_ID = "84896a0c-1347-aa90-a4f6-aca8b7558780";
  private static final String ACCOUNT_TOKEN = "fake.service-account.token";
  private static final List<String> KINDS = List.of("ecdsa-p256", "ecdsa-p384");

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final InstantSource time;
  private final Map<String, TransitKey> keys = new HashMap<>();
  private final Map<String, Instant> tokens = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private Duration tokenLife = Duration.ofHours(1);
  private boolean renewable = true;
  private int issued;
  private volatile Mood mood = Mood.WELL;

  /// What goes wrong.
  public enum Mood {
    WELL(0),
    FAILING(500),
    /// What Vault answers while it is sealed.
    SEALED(503),
    OVER_QUOTA(429),
    /// Takes requests and answers none.
    STALLED(0),
    /// Answers with headers, and with half a body for ever.
    STALLED_IN_THE_BODY(0),
    /// Signs something that was not sent.
    SIGNING_SOMETHING_ELSE(0),
    /// Answers 200 with what is no JSON.
    TALKING_NONSENSE(0);

    private final int status;

    Mood(int status) {
      this.status = status;
    }
  }

  private record TransitKey(String type, List<KeyPair> versions) {}

  /// @param folder for the files of its client
  /// @param time by which its tokens end
  public VaultDouble(Path folder, InstantSource time) {
    this.folder = folder;
    this.time = time;
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
      server.createContext("/", this::exchange);
      server.setExecutor(threads);
      server.start();
      Files.writeString(folder.resolve("secret-id"), SECRET_ID + "\n");
      Files.writeString(folder.resolve("account-token"), ACCOUNT_TOKEN);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext tls() throws GeneralSecurityException, IOException {
    KeyPair pair = Keys.p256();
    var authorities = new Authorities(new InMemoryKey(), InstantSource.system());
    var issuing = authorities.issuing();
    X509Certificate certificate =
        issuing.sign(
            issuing.prepare(
                Authorities.profile("tls-server"),
                Subject.server("Fake Vault", "localhost", List.of("localhost"), List.of()),
                SubjectKey.of(pair.getPublic()),
                Period.ofDays(2)));
    X509Certificate root = authorities.root().certificate();
    Files.writeString(folder.resolve("vault-ca.pem"), Pem.write("CERTIFICATE", root.getEncoded()));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key",
        pair.getPrivate(),
        new char[0],
        new X509Certificate[] {certificate, issuing.certificate()});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  public VaultServer server() {
    return server(Duration.ofSeconds(5));
  }

  /// @param timeout for each call of the client
  public VaultServer server(Duration timeout) {
    return new VaultServer(
        URI.create("https://localhost:" + server.getAddress().getPort()),
        Optional.of(NAMESPACE),
        "transit",
        Optional.of(folder.resolve("vault-ca.pem")),
        Duration.ofSeconds(2),
        timeout,
        Duration.ofSeconds(10));
  }

  public VaultLogin appRole() {
    return new VaultLogin.AppRole("approle", ROLE_ID, folder.resolve("secret-id"));
  }

  public VaultLogin kubernetes() {
    return new VaultLogin.Kubernetes("kubernetes", "gridseal", folder.resolve("account-token"));
  }

  public void become(Mood next) {
    mood = next;
  }

  /// @param life of tokens from now on; zero for one without end
  public synchronized void giveTokens(Duration life, boolean renewable) {
    this.tokenLife = life;
    this.renewable = renewable;
  }

  /// As an operator does with `vault token revoke`.
  public synchronized void revokeTokens() {
    tokens.clear();
  }

  /// As an operator does with `vault write -f transit/keys/NAME/rotate`.
  public synchronized void rotate(String name) {
    TransitKey key = Objects.requireNonNull(keys.get(name), "there is no such key");
    key.versions().add(pair(key.type()));
  }

  /// Method and path of all that was asked.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// How often that was asked.
  public long count(String request) {
    return requests.stream().filter(request::equals).count();
  }

  /// What was asked otherwise than Vault's API documentation says.
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(request);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Mood now = mood;
    switch (now) {
      case STALLED -> await();
      case STALLED_IN_THE_BODY -> {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write("{".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        await();
      }
      case TALKING_NONSENSE -> send(exchange, 200, "nonsense");
      case FAILING, SEALED, OVER_QUOTA -> send(exchange, now.status, error("as told"));
      case WELL, SIGNING_SOMETHING_ELSE -> {
        Reply reply = reply(exchange, request, body);
        send(exchange, reply.status(), reply.body());
      }
    }
    exchange.close();
  }

  private static void await() {
    try {
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Reply reply(HttpExchange exchange, String request, byte[] body)
      throws IOException {
    if (!NAMESPACE.equals(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))) {
      return complaint(request, "another namespace");
    }
    if (!"true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"))
        && !request.endsWith("/login")) {
      return complaint(request, "no X-Vault-Request");
    }
    JsonNode content = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    return switch (request) {
      case "POST /v1/auth/approle/login" -> login(request, token, content, appRoleForm());
      case "POST /v1/auth/kubernetes/login" -> login(request, token, content, kubernetesForm());
      default -> isGood(token) ? answer(request, content, token) : denied();
    };
  }

  private static Map<String, String> appRoleForm() {
    return Map.of("role_id", ROLE_ID, "secret_id", SECRET_ID);
  }

  private static Map<String, String> kubernetesForm() {
    return Map.of("role", "gridseal", "jwt", ACCOUNT_TOKEN);
  }

  private boolean isGood(@Nullable String token) {
    Instant end = token == null ? null : tokens.get(token);
    return end != null && time.instant().isBefore(end);
  }

  private Reply login(
      String request, @Nullable String token, JsonNode content, Map<String, String> expected) {
    if (token != null) {
      return complaint(request, "a token to log in with");
    }
    if (!JSON.valueToTree(expected).equals(content)) {
      return new Reply(400, error("invalid role or secret ID"));
    }
    issued++;
    return leased("hvs.fake-" + issued);
  }

  private Reply leased(String token) {
    tokens.put(token, tokenLife.isZero() ? Instant.MAX : time.instant().plus(tokenLife));
    ObjectNode answer = envelope();
    ObjectNode auth = answer.putObject("auth");
    auth.putArray("policies").add("default").add("gridseal");
    auth.putObject("metadata").put("role_name", "gridseal");
    auth.put("client_token", token)
        .put("accessor", "fake")
        .put("lease_duration", tokenLife.toSeconds())
        .put("renewable", renewable);
    return new Reply(200, answer.toString());
  }

  private Reply answer(String request, JsonNode content, String token) {
    if (request.equals("POST /v1/auth/token/renew-self")) {
      return renewable ? leased(token) : new Reply(400, error("lease is not renewable"));
    }
    String[] parts = request.split("[ /]");
    // "POST", "", "v1", "transit", "sign", NAME
    if (parts.length < 6 || !parts[3].equals("transit")) {
      return complaint(request, "no such path");
    }
    String what = parts[0] + " " + parts[4] + (parts.length > 6 ? " " + parts[6] : "");
    return switch (what) {
      case "GET keys" -> described(parts[5]);
      case "POST keys" -> made(request, parts[5], content);
      case "POST keys rotate" -> rotated(parts[5]);
      case "POST sign" -> signed(request, parts[5], content);
      default -> complaint(request, "no such path");
    };
  }

  private Reply made(String request, String name, JsonNode content) {
    String type = content.path("type").asText();
    if (!KINDS.contains(type) || content.path("exportable").asBoolean(true)) {
      return complaint(request, content.toString());
    }
    // Vault changes nothing when there is one.
    keys.computeIfAbsent(name, it -> new TransitKey(type, new ArrayList<>(List.of(pair(type)))));
    return new Reply(204, "");
  }

  private Reply rotated(String name) {
    if (!keys.containsKey(name)) {
      return new Reply(404, error());
    }
    rotate(name);
    return new Reply(204, "");
  }

  private Reply described(String name) {
    TransitKey key = keys.get(name);
    if (key == null) {
      return new Reply(404, error());
    }
    ObjectNode answer = envelope();
    ObjectNode data =
        answer
            .putObject("data")
            .put("type", key.type())
            .put("name", name)
            .put("exportable", false)
            .put("latest_version", key.versions().size())
            .put("min_available_version", 0)
            .put("min_encryption_version", 0)
            .put("supports_signing", true);
    ObjectNode versions = data.putObject("keys");
    for (int number = 1; number <= key.versions().size(); number++) {
      versions
          .putObject(Integer.toString(number))
          .put("creation_time", time.instant().toString())
          .put("name", key.type().equals("ecdsa-p256") ? "P-256" : "P-384")
          .put(
              "public_key",
              Pem.write("PUBLIC KEY", key.versions().get(number - 1).getPublic().getEncoded()));
    }
    return new Reply(200, answer.toString());
  }

  private Reply signed(String request, String name, JsonNode content) {
    TransitKey key = keys.get(name);
    if (key == null) {
      return new Reply(400, error("signing key not found"));
    }
    int version = content.path("key_version").asInt();
    boolean p256 = key.type().equals("ecdsa-p256");
    byte[] hash = Base64.getDecoder().decode(content.path("input").asText());
    boolean isAsDocumented =
        content.path("prehashed").asBoolean()
            && content.path("hash_algorithm").asText().equals(p256 ? "sha2-256" : "sha2-384")
            && content.path("marshaling_algorithm").asText().equals("asn1")
            && hash.length == (p256 ? 32 : 48)
            && version >= 1
            && version <= key.versions().size()
            && content.size() == 5;
    if (!isAsDocumented) {
      return complaint(request, content.toString());
    }
    if (mood == Mood.SIGNING_SOMETHING_ELSE) {
      hash[0] ^= 1;
    }
    byte[] signature =
        Keys.sign("NONEwithECDSA", key.versions().get(version - 1).getPrivate(), hash);
    ObjectNode answer = envelope();
    answer
        .putObject("data")
        .put(
            "signature",
            "vault:v%d:%s".formatted(version, Base64.getEncoder().encodeToString(signature)))
        .put("key_version", version);
    return new Reply(200, answer.toString());
  }

  private static KeyPair pair(String type) {
    return type.equals("ecdsa-p256") ? Keys.p256() : Keys.p384();
  }

  private static ObjectNode envelope() {
    return JSON.createObjectNode()
        .put("request_id", "fake")
        .put("lease_id", "")
        .put("renewable", false)
        .put("lease_duration", 0);
  }

  private static Reply denied() {
    return new Reply(403, error("permission denied"));
  }

  private Reply complaint(String request, String what) {
    complaints.add(request + ": " + what);
    return new Reply(400, error(what));
  }

  private static String error(String... words) {
    return JSON.createObjectNode().set("errors", JSON.valueToTree(words)).toString();
  }

  private record Reply(int status, String body) {}

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
