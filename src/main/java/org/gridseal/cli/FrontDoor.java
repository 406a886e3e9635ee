package org.gridseal.cli;

import java.io.PrintWriter;
import org.gridseal.cli.bench.BenchCommand;
import org.gridseal.cli.bench.FailedBenchException;
import org.gridseal.cli.ca.CaCommand;
import org.gridseal.cli.demo.DemoCommand;
import org.gridseal.cli.local.CannotStartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/// The commands of `./gridseal`; each is a class of this package.
@Command(
    name = "gridseal",
    description = "Registers DER sites, certifies their devices, keeps a record that verifies.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ServeCommand.class,
      VerifyCommand.class,
      CaCommand.class,
      LintCommand.class,
      PolicyCommand.class,
      CostCommand.class,
      BenchCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "  test   Installs what the tests use when it may, then runs all of them.",
      "",
      "'gridseal help COMMAND' tells more about one of them."
    })
public final class FrontDoor {
  private FrontDoor() {}

  /// Runs one command.
  ///
  /// @return the exit code: 0 done, 1 could not, 2 not understood
  public static int run(String... arguments) {
    return new CommandLine(new FrontDoor())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(FrontDoor::explain)
        .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  /// What a person can mend is told in a sentence; everything else is a bug and shows where.
  private static int explain(Exception thrown, CommandLine command, ParseResult parsed)
      throws Exception {
    return switch (thrown) {
      case CannotStartException _, FailedBenchException _ -> {
        PrintWriter err = command.getErr();
        err.println("gridseal: " + thrown.getMessage());
        yield 1;
      }
      default -> throw thrown;
    };
  }
}
