package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.gridseal.authority.Subject;
import org.gridseal.keeper.VaultLogin;
import org.gridseal.keeper.VaultServer;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;

/// Not Vault: a double of the few endpoints that are used, as Vault's API documentation describes
/// them, over HTTPS. It signs with real keys and is stricter than the real one: a request that is
/// not as documented is answered with 400 and remembered in [#complaints].
public final class VaultDouble implements AutoCloseable {
  public static final String NAMESPACE = "utilities/north";
  public static final String ROLE_ID = "59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET_ID = "84896a0c-1347-aa90-a4f6-aca8b7558780";
  private static final String ACCOUNT_TOKEN = "fake.service-account.token";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final VaultTransitDouble transit;
  private final VaultTokenDouble tokens;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> failing = new ConcurrentHashMap<>();
  private volatile VaultMood mood = VaultMood.WELL;

  /// @param folder for the files of its client
  /// @param time by which its tokens end
  public VaultDouble(Path folder, InstantSource time) {
    this.folder = folder;
    this.transit = new VaultTransitDouble(time, this::complaint);
    this.tokens = new VaultTokenDouble(time);
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
    return ServerTls.of(pair.getPrivate(), certificate, issuing.certificate());
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

  public void become(VaultMood next) {
    mood = next;
  }

  /// Answers one kind of request with an error from now on, and all others as ever.
  ///
  /// @param request method and path, such as `POST /v1/transit/sign/issuing`
  /// @param status of HTTP
  public void failAt(String request, int status) {
    failing.put(request, status);
  }

  /// Answers everything again.
  public void failNowhere() {
    failing.clear();
  }

  /// @param life of tokens from now on; zero for one without end
  public synchronized void giveTokens(Duration life, boolean renewable) {
    tokens.give(life, renewable);
  }

  /// As an operator does with `vault token revoke`.
  public synchronized void revokeTokens() {
    tokens.revoke();
  }

  /// As an operator does with `vault write -f transit/keys/NAME/rotate`.
  public synchronized void rotate(String name) {
    transit.rotate(name);
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
    VaultMood now = mood;
    switch (now) {
      case STALLED -> await();
      case STALLED_IN_THE_BODY -> {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write("{".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        await();
      }
      case TALKING_NONSENSE -> send(exchange, new VaultReply(200, "nonsense"));
      case FAILING, SEALED, OVER_QUOTA -> send(exchange, VaultReply.error(now.status(), "as told"));
      case WELL, SIGNING_SOMETHING_ELSE -> send(exchange, reply(exchange, request, body));
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

  private static void send(HttpExchange exchange, VaultReply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized VaultReply reply(HttpExchange exchange, String request, byte[] body)
      throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!NAMESPACE.equals(headers.getFirst("X-Vault-Namespace"))) {
      return complaint(request, "another namespace");
    }
    boolean isLogin = request.endsWith("/login");
    if (!"true".equals(headers.getFirst("X-Vault-Request")) && !isLogin) {
      return complaint(request, "no X-Vault-Request");
    }
    String token = headers.getFirst("X-Vault-Token");
    if (isLogin && token != null) {
      return complaint(request, "a token to log in with");
    }
    Integer failure = failing.get(request);
    if (failure != null) {
      return VaultReply.error(failure, "as told");
    }
    JsonNode content = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    return switch (request) {
      case "POST /v1/auth/approle/login" -> tokens.login(content, appRoleForm());
      case "POST /v1/auth/kubernetes/login" -> tokens.login(content, kubernetesForm());
      default ->
          token != null && tokens.isGood(token)
              ? answer(request, content, token)
              : VaultReply.error(403, "permission denied");
    };
  }

  private static JsonNode appRoleForm() {
    return JSON.valueToTree(Map.of("role_id", ROLE_ID, "secret_id", SECRET_ID));
  }

  private static JsonNode kubernetesForm() {
    return JSON.valueToTree(Map.of("role", "gridseal", "jwt", ACCOUNT_TOKEN));
  }

  private VaultReply answer(String request, JsonNode content, String token) {
    return request.equals("POST /v1/auth/token/renew-self")
        ? tokens.renewed(token)
        : transit.answer(request, content, mood == VaultMood.SIGNING_SOMETHING_ELSE);
  }

  private VaultReply complaint(String request, String what) {
    complaints.add(request + ": " + what);
    return VaultReply.error(400, what);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
