package org.gridseal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.gridseal.cost.Usage;
import org.gridseal.cost.WanBook;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Simulation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gridseal policy simulate`: what another policy would change, before anybody has to live with
/// it.
@Command(
    name = "simulate",
    description = {
      "Shows what another policy would change, and what a month would cost: for the sites of an",
      "installation, or for as many as you like that nobody has built. Changes nothing."
    })
final class SimulateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "A", description = "The file as it is.")
  private Path before;

  @Parameters(paramLabel = "B", description = "The file as it would be.")
  private Path after;

  @Option(
      names = "--sites",
      paramLabel = "NUMBER",
      defaultValue = "1000000",
      description = "How many to imagine; by default ${DEFAULT-VALUE}.")
  private long sites;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "The installation's instead, such as jdbc:postgresql://host/gridseal.")
  private @Nullable String database;

  @Option(
      names = "--user",
      defaultValue = "gridseal_app",
      description =
          "Of the database, by default ${DEFAULT-VALUE}; the password is taken from the"
              + " environment: PGPASSWORD.")
  private String user;

  @Option(
      names = "--wans",
      paramLabel = "FILE",
      defaultValue = PolicyCommand.SHIPPED + "/wan.yaml",
      description = "Networks and their prices; by default ${DEFAULT-VALUE}.")
  private Path wans;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      defaultValue = "PT15M",
      description = "From one poll of a site to the next, ISO 8601; by default ${DEFAULT-VALUE}.")
  private Duration poll;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      PolicyBook now = GivenFile.parsed(spec, before, PolicyBook::parse);
      PolicyBook then = GivenFile.parsed(spec, after, PolicyBook::parse);
      WanBook book = GivenFile.parsed(spec, wans, WanBook::parse);
      long begun = System.nanoTime();
      Simulation simulation =
          Simulation.of(
              now,
              then,
              database == null
                  ? ImaginedFleet.of(sites)
                  : RegisteredFleet.in(database, user, System.getenv("PGPASSWORD"))
                      .parallelStream());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      PrintWriter out = spec.commandLine().getOut();
      SimulationReport.lines(simulation, took).forEach(out::println);
      out.println();
      PriceReport.lines(simulation, book, new Usage(poll, false)).forEach(out::println);
      out.flush();
      return 0;
    } catch (BrokenDocumentException e) {
      return 1;
    }
  }
}
