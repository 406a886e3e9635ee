package org.gridseal.cli.demo;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridseal.cli.UpPorts;
import org.gridseal.cli.local.Answers;
import org.gridseal.cli.local.DemoPerson;
import org.gridseal.cli.local.Home;
import org.gridseal.cli.local.Secrets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows the main job on the running service, or on one that it starts and stops.
@Command(
    name = "demo",
    description = {
      "Plays the main job end to end over the real wire: register, approve, enroll,",
      "renew, revoke, audit. Starts the service if it is not up."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--data", description = "Data directory of the service (data/).")
  @Nullable Path data;

  @Mixin UpPorts ports = new UpPorts();

  @Override
  public Integer call() {
    Path folder = data == null ? Home.path().resolve("data") : data;
    Optional<UpChild> started =
        isUp(folder) ? Optional.empty() : Optional.of(UpChild.start(folder, ports));
    try {
      new Demo(installation(folder), run()).play();
      System.out.println("\nEvery step did what it says.");
      return 0;
    } catch (FailedStepException e) {
      System.out.println("FAILED");
      System.err.println("gridseal: " + e.getMessage());
      return 1;
    } finally {
      started.ifPresent(UpChild::close);
    }
  }

  private boolean isUp(Path folder) {
    Path root = folder.resolve("ca/root.pem");
    if (!Files.exists(root)) {
      return false;
    }
    try (Answers answers = new Answers(root)) {
      return answers.ok(
              URI.create(
                  "https://localhost:%d/realms/gridseal/.well-known/openid-configuration"
                      .formatted(ports.keycloak())))
          && answers.ok(
              URI.create("http://localhost:%d/q/health/ready".formatted(ports.management())));
    }
  }

  private Installation installation(Path folder) {
    List<DemoPerson> people =
        DemoPerson.keptIn(
            folder.resolve("people.txt"),
            new Secrets(folder.resolve("secrets"), new SecureRandom()));
    return Installation.of(
        folder,
        URI.create("https://localhost:" + ports.web()),
        URI.create("https://localhost:" + ports.device()),
        URI.create("https://localhost:" + ports.device2030()),
        URI.create("http://localhost:" + ports.status()),
        URI.create("https://localhost:" + ports.keycloak()),
        people);
  }

  private static String run() {
    return Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
  }
}
