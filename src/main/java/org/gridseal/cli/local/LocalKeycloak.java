package org.gridseal.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A Keycloak of this machine's own: a child process that keeps its state in [LocalPostgres].
public final class LocalKeycloak implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  private static final List<String> LINKED = List.of("lib", "conf", "providers", "themes");

  /// As in Keycloak's `kc.sh`, but for a small machine: little memory, quick to start, rarely used.
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xms64m",
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dfile.encoding=UTF-8",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
              + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Process process;
  private final LogFile log;
  private final DataDirectory data;

  private LocalKeycloak(Process process, LogFile log, DataDirectory data) {
    this.process = process;
    this.log = log;
    this.data = data;
  }

  /// What a Keycloak of this machine is told.
  ///
  /// @param port where it listens with TLS
  /// @param webPort where browsers come back to
  /// @param databaseUrl JDBC
  public record Settings(int port, int webPort, String databaseUrl, List<DemoPerson> people) {}

  /// Stops the Keycloak that a killed run left behind, if there is one.
  ///
  /// @throws CannotStartException if it does not stop
  public static void stopOrphan(DataDirectory data) {
    PastProcess.read(pidFile(data))
        .filter(
            orphan -> !orphan.stop("TERM", STOP_PATIENCE) && !orphan.stop("KILL", STOP_PATIENCE))
        .ifPresent(
            orphan -> {
              throw new CannotStartException(
                  "Keycloak of an earlier run (process %d) does not stop; stop it by hand"
                      .formatted(orphan.pid()));
            });
  }

  /// Fetches and builds Keycloak where that has not been done on this machine.
  ///
  /// @param cache shared by all data directories
  /// @param project the folder with `mvnw`
  public static Path prepare(Path cache, Path project, Consumer<String> progress) {
    return KeycloakDistribution.prepare(cache, project, progress).home();
  }

  /// Starts the process and returns at once; it answers some ten seconds later.
  public static LocalKeycloak start(
      Path distribution, DataDirectory data, Settings settings, Secrets secrets) {
    LogFile log = new LogFile(data.resolve("keycloak/keycloak.log"));
    try {
      Path home = data.resolve("keycloak/home");
      linkHome(home, distribution);
      // Keycloak imports a realm once; later starts find it and leave it as it is.
      Secrets.writePrivately(
          home.resolve("data/import/gridseal-realm.json"),
          new DemoRealm(settings.people(), settings.webPort()).json());
      ProcessBuilder builder = new ProcessBuilder(command(home));
      builder.environment().putAll(environment(data, settings, secrets));
      builder.redirectErrorStream(true).redirectOutput(log.appending());
      Process process = builder.start();
      PastProcess.of(process.toHandle()).write(pidFile(data));
      return new LocalKeycloak(process, log, data);
    } catch (IOException e) {
      throw new CannotStartException("Keycloak did not start: " + e.getMessage(), e);
    }
  }

  /// Brings the realm of an earlier start to this start's ports, which it was imported without. To
  /// be called once Keycloak answers.
  ///
  /// @throws IOException if Keycloak does not do it; logins from the pages fail then
  public void adopt(Settings settings, Secrets secrets) throws IOException, InterruptedException {
    Path file = data.resolve("keycloak/web-port");
    String port = Integer.toString(settings.webPort());
    if (Files.exists(file) && !Files.readString(file).strip().equals(port)) {
      URI origin = URI.create("https://localhost:" + settings.port());
      String password = secrets.password("keycloak-admin");
      try (KeycloakAdministration administration =
          new KeycloakAdministration(data.resolve("ca/root.pem"), origin, password)) {
        administration.returnBrowsersTo(settings.webPort());
      }
    }
    Secrets.writePrivately(file, port);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// The end of what it wrote, for a person who wonders.
  public String logTail() {
    return log.tail();
  }

  /// Asks it to end, waits, and ends it the hard way when it takes longer than twenty seconds.
  @Override
  public void close() {
    process.destroy();
    if (!PastProcess.hasEnded(process.toHandle(), STOP_PATIENCE)) {
      process.destroyForcibly();
    }
    try {
      Files.deleteIfExists(pidFile(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path pidFile(DataDirectory data) {
    return data.resolve("keycloak/pid");
  }

  /// Keycloak takes one folder for its programs and its files, so ours is made of links and a
  /// `data`.
  private static void linkHome(Path home, Path distribution) throws IOException {
    Files.createDirectories(home.resolve("data/import"));
    for (String name : LINKED) {
      Files.deleteIfExists(home.resolve(name));
      Files.createSymbolicLink(home.resolve(name), distribution.resolve(name));
    }
  }

  /// Not `kc.sh`: a shell between us and Keycloak would outlive a kill and hide the process id.
  private static List<String> command(Path home) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-Dkc.home.dir=" + home);
    command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
    command.addAll(List.of("-cp", home.resolve("lib/quarkus-run.jar").toString()));
    command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    command.addAll(List.of("start", "--optimized", "--import-realm"));
    return command;
  }

  /// By environment, because everybody on the machine can read a command line.
  private static Map<String, String> environment(
      DataDirectory data, Settings settings, Secrets secrets) {
    return Map.ofEntries(
        Map.entry("KC_DB_URL", settings.databaseUrl()),
        Map.entry("KC_DB_USERNAME", "keycloak"),
        Map.entry("KC_DB_PASSWORD", secrets.password("db-keycloak")),
        Map.entry("KC_DB_POOL_MAX_SIZE", "10"),
        Map.entry("KC_HTTP_ENABLED", "false"),
        Map.entry("KC_HTTPS_PORT", Integer.toString(settings.port())),
        Map.entry("KC_HTTPS_CERTIFICATE_FILE", data.resolve("tls/server.pem").toString()),
        Map.entry("KC_HTTPS_CERTIFICATE_KEY_FILE", data.resolve("tls/server.key").toString()),
        Map.entry("KC_HOSTNAME", "https://localhost:" + settings.port()),
        Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
        Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.password("keycloak-admin")));
  }
}
