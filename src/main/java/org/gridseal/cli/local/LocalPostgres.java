package org.gridseal.cli.local;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A PostgreSQL of this machine's own, with its cluster under `postgres/` of the data directory.
///
/// What it has committed is on the disk: it runs with `fsync` and `synchronous_commit`, and
/// recovers by itself after any end of it. It listens on the loopback interface and asks everybody
/// for a password.
public final class LocalPostgres implements AutoCloseable {
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_BUFFERS = 128;
  private static final long MOST_BUFFERS = 4096;

  /// Recovery after a kill reads the write-ahead log since the last checkpoint, at most some
  /// minutes.
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedPostgres server;
  private final Path cluster;
  private final Secrets secrets;

  private LocalPostgres(EmbeddedPostgres server, Path cluster, Secrets secrets) {
    this.server = server;
    this.cluster = cluster;
    this.secrets = secrets;
  }

  /// Stops the server that a killed run left behind, if there is one.
  ///
  /// @throws CannotStartException if it does not stop
  public static void stopOrphan(DataDirectory data) {
    // INT is PostgreSQL's fast shutdown: it throws clients out, rolls back, writes a checkpoint.
    PastProcess.ofPostmaster(data.resolve("postgres/postmaster.pid"))
        .filter(orphan -> !orphan.stop("INT", STOP_PATIENCE))
        .ifPresent(
            orphan -> {
              throw new CannotStartException(
                  "PostgreSQL of an earlier run (process %d) does not stop; stop it by hand"
                      .formatted(orphan.pid()));
            });
  }

  /// Starts the server, making the cluster, the roles and the databases where they are missing.
  ///
  /// @param cache where its programs are unpacked to, shared by all data directories
  /// @throws CannotStartException if it does not start; the sentence carries the end of its log
  public static LocalPostgres start(DataDirectory data, Path cache, int port, Secrets secrets) {
    Path cluster = data.resolve("postgres");
    LogFile log = new LogFile(data.resolve("postgres.log"));
    try {
      discardHalfMade(cluster);
      EmbeddedPostgres server = launch(cluster, cache, port, secrets, log);
      LocalPostgres postgres = new LocalPostgres(server, cluster, secrets);
      postgres.furnish();
      Files.deleteIfExists(halfMadeMark(cluster));
      return postgres;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new CannotStartException(
          "PostgreSQL did not start (%s); its log ends with%n%s"
              .formatted(e.getMessage(), log.tail()),
          e);
    }
  }

  /// Its first process, whose children are all the others.
  public ProcessHandle process() {
    return PastProcess.ofPostmaster(cluster.resolve("postmaster.pid"))
        .flatMap(PastProcess::running)
        .orElseThrow(() -> new IllegalStateException("PostgreSQL has ended by itself"));
  }

  /// Throws clients out, rolls their work back, and returns when the server has ended.
  @Override
  public void close() {
    PastProcess postmaster =
        PastProcess.ofPostmaster(cluster.resolve("postmaster.pid"))
            .orElseThrow(() -> new IllegalStateException("PostgreSQL has ended by itself"));
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      postmaster.stop("INT", STOP_PATIENCE);
    }
  }

  private static EmbeddedPostgres launch(
      Path cluster, Path cache, int port, Secrets secrets, LogFile log) throws IOException {
    String password = secrets.password("db-superuser");
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(cache.resolve("postgres").toFile())
        .setDataDirectory(cluster)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(START_PATIENCE)
        // Locale settings are handed to initdb as they are, and its last -A/--auth counts.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", secrets.file("db-superuser").toString())
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setConnectConfig("password", password)
        // The library is made for tests and starts with both off.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("shared_buffers", sharedBuffers())
        // A checkpoint makes every page be written whole at its next change: not too often.
        .setServerConfig("max_wal_size", "2GB")
        .setServerConfig("unix_socket_directories", "")
        .setOutputRedirector(log.appending())
        .setErrorRedirector(log.appending())
        .start();
  }

  /// A quarter of the memory, as PostgreSQL advises (documentation §19.4.1), and no more than a
  /// register of ten million certificates has use for. What is not used is not taken.
  private static String sharedBuffers() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long megabytes = Math.clamp(memory / 4 / MEGABYTE, LEAST_BUFFERS, MOST_BUFFERS);
    return megabytes + "MB";
  }

  /// A cluster whose making was interrupted holds nothing yet, and cannot be completed.
  private static void discardHalfMade(Path cluster) throws IOException {
    Path mark = halfMadeMark(cluster);
    if (Files.exists(mark)) {
      Folders.delete(cluster);
    }
    if (!Files.exists(cluster)) {
      Files.writeString(mark, "removed when the cluster beside this file is complete\n");
    }
  }

  private static Path halfMadeMark(Path cluster) {
    return cluster.resolveSibling("postgres.incomplete");
  }

  private void furnish() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      ensureRole(statement, "gridseal_owner", secrets.password("db-owner"));
      ensureRole(statement, "gridseal_app", secrets.password("db-app"));
      ensureRole(statement, "keycloak", secrets.password("db-keycloak"));
      ensureDatabase(statement, "gridseal", "gridseal_owner");
      ensureDatabase(statement, "keycloak", "keycloak");
      statement.execute("GRANT CONNECT ON DATABASE gridseal TO gridseal_app");
    }
  }

  /// The password is set each time, so that the file is right whatever was done to the role. Names
  /// are ours and passwords are letters and digits, so neither needs quoting.
  private static void ensureRole(Statement statement, String role, String password)
      throws SQLException {
    String verb = exists(statement, "pg_roles WHERE rolname = '" + role + "'") ? "ALTER" : "CREATE";
    statement.execute("%s ROLE %s LOGIN PASSWORD '%s'".formatted(verb, role, password));
  }

  private static void ensureDatabase(Statement statement, String database, String owner)
      throws SQLException {
    if (!exists(statement, "pg_database WHERE datname = '" + database + "'")) {
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(database, owner));
      statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database));
    }
  }

  private static boolean exists(Statement statement, String what) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT FROM " + what)) {
      return rows.next();
    }
  }
}
