package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridseal.cli.DevelopmentAuthority;
import org.gridseal.cli.local.DataDirectory;
import org.gridseal.cli.local.Folders;
import org.gridseal.cli.local.Home;
import org.gridseal.cli.local.LocalPostgres;
import org.gridseal.cli.local.Secrets;
import org.gridseal.cli.local.Started;
import org.gridseal.x509.Pem;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL (with `fsync`) and a service alone, on free ports and in a temporary folder.
/// Closing it stops both and deletes the folder; so does the end of this process, unless it is
/// killed.
final class Testbed implements AutoCloseable {
  private static final int LISTENERS = 6;

  private final Started started = new Started();
  private final DataDirectory data;
  private final Secrets secrets;
  private final List<Integer> ports = freePorts();
  private final LocalPostgres postgres;
  private final ServiceProcess service;

  /// Starts PostgreSQL and makes a development CA; the service is started by its users.
  Testbed() {
    this(temporary());
  }

  /// @param folder for everything that is kept; deleted at the end
  Testbed(Path folder) {
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-testbed"));
    started.keep(() -> Folders.delete(folder));
    this.data = started.keep(DataDirectory.lock(folder.resolve("data")));
    this.secrets = new Secrets(data.resolve("secrets"), new SecureRandom());
    DevelopmentAuthority.ensure(
        data.path(), status(), policies(), secrets.password("ca-password").toCharArray());
    this.postgres = started.keep(LocalPostgres.start(data, Home.cache(), databasePort(), secrets));
    this.service =
        started.keep(
            new ServiceProcess(
                Home.path().resolve("gridseal"),
                environment(),
                data.resolve("service.log"),
                URI.create("https://localhost:%d/.well-known/est/cacerts".formatted(devicePort())),
                caFile()));
  }

  ServiceProcess service() {
    return service;
  }

  /// Lets the service, from its next start on, find its keys in a token that has the same.
  ///
  /// @throws FailedBenchException if SoftHSM is not installed
  void keepKeysInToken() {
    service.set(
        TokenKeys.in(data.resolve("softhsm"), data.resolve("ca"), secrets.password("ca-password")));
  }

  /// PostgreSQL's first process.
  ProcessHandle postgres() {
    return postgres.process();
  }

  /// A connection as the owner of the schema; the schema is there after the service's first start.
  Connection database() throws SQLException {
    return dataSource().getConnection();
  }

  /// Where [#database] comes from.
  DataSource dataSource() {
    return dataSource("gridseal_owner", "db-owner");
  }

  /// A connection as one whom no trigger and no foreign key stops.
  Connection asSuperuser() throws SQLException {
    return dataSource("postgres", "db-superuser").getConnection();
  }

  private DataSource dataSource(String role, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(databaseUrl());
    source.setUser(role);
    source.setPassword(secrets.password(password));
    return source;
  }

  /// @throws org.gridseal.cli.local.CannotStartException if fewer bytes than this are free
  void requireFree(long bytes) {
    data.requireFree(bytes);
  }

  /// What devices can enroll at.
  List<Listener> listeners() {
    return List.of(Listener.device(devicePort()), Listener.ieee20305(device2030Port()));
  }

  int devicePort() {
    return ports.get(0);
  }

  int device2030Port() {
    return ports.get(5);
  }

  Path logKeyFile() {
    return data.resolve("secrets/log-key");
  }

  /// PEM of the root above the device listener and all that is issued.
  Path caFile() {
    return data.resolve("ca/root.pem");
  }

  /// PEM of the authority that issues.
  Path issuingFile() {
    return data.resolve("ca/issuing.pem");
  }

  /// The certificate that the device listener shows.
  X509Certificate shown() {
    try {
      return Pem.certificates(Files.readAllBytes(data.resolve("tls/server.pem"))).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    started.close();
  }

  /// Where CRLs and OCSP are.
  URI status() {
    return URI.create("http://localhost:" + ports.get(1));
  }

  private int databasePort() {
    return ports.get(2);
  }

  private String databaseUrl() {
    return "jdbc:postgresql://localhost:%d/gridseal".formatted(databasePort());
  }

  private static Path policies() {
    return Home.path().resolve("policies");
  }

  /// The names of `application.properties` as environment variables (MicroProfile Config §5.3.1),
  /// because these survive spaces in paths.
  private Map<String, String> environment() {
    Map<String, String> names = new HashMap<>();
    names.put("GRIDSEAL_BUILD", "never");
    names.put("GRIDSEAL_DATA", data.path().toString());
    names.put("GRIDSEAL_POLICIES", policies().toString());
    names.put("GRIDSEAL_DEVICE_PORT", Integer.toString(devicePort()));
    names.put("GRIDSEAL_DEVICE_IEEE2030_5_PORT", Integer.toString(device2030Port()));
    // The whole load comes from one address.
    names.put("GRIDSEAL_DEVICE_LIMITS_CONNECTIONS_PER_PEER", "0");
    names.put("GRIDSEAL_STATUS_OCSP_SIGNATURES_PER_PEER", "1000000");
    names.put("GRIDSEAL_STATUS_PORT", Integer.toString(ports.get(1)));
    names.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(ports.get(3)));
    names.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.get(4)));
    names.put("QUARKUS_DATASOURCE_JDBC_URL", databaseUrl());
    names.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password("db-app"));
    names.put("QUARKUS_FLYWAY_PASSWORD", secrets.password("db-owner"));
    // Nobody logs in here, so nobody need vouch for people.
    names.put("QUARKUS_OIDC_TENANT_ENABLED", "false");
    return names;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("gridseal-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ports that nobody listened at a moment ago.
  private static List<Integer> freePorts() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int number = 0; number < LISTENERS; number++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return free;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
