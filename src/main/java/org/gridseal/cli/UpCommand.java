package org.gridseal.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridseal.cli.local.DataDirectory;
import org.gridseal.cli.local.DemoPerson;
import org.gridseal.cli.local.Home;
import org.gridseal.cli.local.Listener;
import org.gridseal.cli.local.LocalKeycloak;
import org.gridseal.cli.local.LocalPostgres;
import org.gridseal.cli.local.Secrets;
import org.gridseal.cli.local.Started;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The whole of Gridseal on one machine: PostgreSQL, Keycloak, a development CA, the service.
///
/// Everything is kept under one data directory, and one process at a time works on it. Whatever
/// ends this command ends what it started; after a kill, the next start ends what was left over.
@Command(
    name = "up",
    description = "Runs the whole service on this machine, with its own PostgreSQL and Keycloak.")
final class UpCommand implements Callable<Integer> {
  /// The cluster, Keycloak's tables and the logs of a first start, with as much again to work in.
  private static final long NEEDED_BYTES = 512L << 20;

  @Option(names = "--data", description = "Where everything is kept (data/ beside this program).")
  @Nullable Path data;

  @Mixin UpPorts ports = new UpPorts();

  @Override
  public Integer call() {
    try (DataDirectory directory = DataDirectory.lock(dataPath())) {
      directory.requireFree(NEEDED_BYTES);
      LocalKeycloak.stopOrphan(directory);
      LocalPostgres.stopOrphan(directory);
      Listener.requireFree(ports.listeners());
      return run(directory);
    }
  }

  private int run(DataDirectory directory) {
    try (Started started = new Started();
        UntilStopped untilStopped = new UntilStopped(started)) {
      Secrets secrets = new Secrets(directory.resolve("secrets"), new SecureRandom());
      List<DemoPerson> people = DemoPerson.keptIn(directory.resolve("people.txt"), secrets);
      ensureAuthority(directory, secrets);
      LocalKeycloak keycloak = startNeighbours(directory, secrets, people, started);
      new UpConfiguration(directory, ports, secrets).apply();
      started.keep(new Welcome(directory, ports, people, keycloak, secrets)).begin();
      progress("starting the service");
      return untilStopped.during(ServeCommand::runService);
    }
  }

  private LocalKeycloak startNeighbours(
      DataDirectory directory, Secrets secrets, List<DemoPerson> people, Started started) {
    Path cache = Home.cache();
    Path distribution = LocalKeycloak.prepare(cache, Home.path(), UpCommand::progress);
    progress("starting PostgreSQL");
    started.keep(LocalPostgres.start(directory, cache, ports.database, secrets));
    progress("starting Keycloak");
    LocalKeycloak.Settings settings = ports.keycloakSettings(people);
    return started.keep(LocalKeycloak.start(distribution, directory, settings, secrets));
  }

  private Path dataPath() {
    return data == null ? Home.path().resolve("data") : data;
  }

  private void ensureAuthority(DataDirectory directory, Secrets secrets) {
    char[] password = secrets.password("ca-password").toCharArray();
    URI statusUrl = URI.create("http://localhost:" + ports.status);
    Path policies = Home.path().resolve("policies");
    if (DevelopmentAuthority.ensure(directory.path(), statusUrl, policies, password)) {
      progress("made a development CA in " + directory.resolve("ca") + ", not for production");
    }
  }

  private static void progress(String what) {
    System.out.println(what);
  }
}
