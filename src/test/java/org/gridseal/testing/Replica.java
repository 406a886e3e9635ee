package org.gridseal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A second service for a [Town], as an operator runs one beside the other (`./gridseal serve`): on
/// the same database, with the same keys, on ports of its own. Only devices come to it; people stay
/// with the first.
public final class Replica implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Town town;
  private final Ports ports = Ports.free();
  private final Map<String, String> more;
  private @Nullable Process process;

  public Replica(Town town) {
    this(town, Map.of());
  }

  /// @param more environment variables, which win over the town's
  public Replica(Town town, Map<String, String> more) {
    this.town = town;
    this.more = Map.copyOf(more);
  }

  /// Starts it and returns when it serves devices.
  public void start() {
    ProcessBuilder command = Town.frontDoor("serve").redirectErrorStream(true);
    command.environment().putAll(environment());
    command.redirectOutput(
        ProcessBuilder.Redirect.appendTo(Path.of("target/replica.log").toFile()));
    try {
      process = command.start();
      awaitDevices(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Ends it as a power cut would (SIGKILL); returns when it is gone.
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  public URI device() {
    return URI.create("https://localhost:" + ports.device());
  }

  public URI management() {
    return URI.create("http://localhost:" + ports.management());
  }

  /// Asks it to end, and makes it if it does not.
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process
          .onExit()
          .completeOnTimeout(process, STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
      kill();
    }
  }

  /// The names of `application.properties` as environment variables (MicroProfile Config §5.3.1),
  /// because these survive spaces in paths.
  private Map<String, String> environment() {
    Map<String, String> names = new HashMap<>(town.forAnotherService());
    names.put("GRIDSEAL_POLICIES", Path.of("policies").toAbsolutePath().toString());
    names.put("GRIDSEAL_NETWORKS", Path.of("test-data/networks.yaml").toAbsolutePath().toString());
    names.put("GRIDSEAL_DEVICE_PORT", Integer.toString(ports.device()));
    names.put("GRIDSEAL_DEVICE_IEEE2030_5_PORT", Integer.toString(ports.device2030()));
    names.put("GRIDSEAL_STATUS_PORT", Integer.toString(ports.status()));
    names.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(ports.web()));
    names.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
    // Nobody logs in here.
    names.put("QUARKUS_OIDC_TENANT_ENABLED", "false");
    names.putAll(more);
    return names;
  }

  private void awaitDevices(Process starting) throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!answers()) {
      if (!starting.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the replica did not start; see target/replica.log");
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private boolean answers() {
    try {
      URI cacerts = device().resolve("/.well-known/est/cacerts");
      return town.send(HttpRequest.newBuilder(cacerts).build()).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
