package org.gridseal.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `bench`: measurements that later work can be compared with.
@Command(
    name = "bench",
    description =
        "Measures this machine and this build, with a PostgreSQL and a service of its own.",
    subcommands = {
      BenchEnrollCommand.class,
      BenchScaleCommand.class,
      BenchSoakCommand.class,
      BenchCrashCommand.class,
      BenchStormCommand.class,
      BenchCrlCommand.class,
      BenchOcspCommand.class,
      BenchSignCommand.class,
      BenchSessionCommand.class,
      BenchPolicyCommand.class
    })
public final class BenchCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this.")
  boolean help;
}
