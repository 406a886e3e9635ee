package org.gridseal.cli.ca;

import org.gridseal.authority.Stage;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.FolderState;
import org.gridseal.ceremony.Rollover;
import org.gridseal.ceremony.Statement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ca rollover`: one generation takes over from another.
@Command(
    name = "rollover",
    description = {
      "Lets a new key take over from an old one, in steps that no device notices.",
      "A CA below the root begins with 'ca issuing LINE', as its first generation did."
    },
    subcommands = {
      CaRollover.Start.class,
      CaRollover.Switch.class,
      CaRollover.Retire.class,
      CaRollover.Status.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class CaRollover {
  /// Makes the next root.
  @Command(
      name = "start",
      description = "Makes the next root, and what leads from either root to the other.")
  static final class Start extends CaAct {
    @Mixin private AlgorithmOption algorithm;

    @Parameters(paramLabel = "LINE", defaultValue = "root", description = "root")
    private String line;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Start() {}

    @Override
    int act() {
      if (!line.equals(Ceremonies.ROOT)) {
        out().printf("begin with 'ca issuing %s'%n", line);
        return REFUSED;
      }
      guide()
          .explain(
              "The next root is published for as long as it takes that every device has fetched"
                  + " it, before it signs anything.");
      Statement statement = consented("The next root will be made.");
      tell(new Rollover(ceremonies()).startRoot(algorithm.chosen(), statement));
      tellToCarry();
      return DONE;
    }
  }

  /// Lets the prepared generation sign.
  @Command(name = "switch", description = "From now on the prepared generation signs.")
  static final class Switch extends CaAct {
    @Parameters(paramLabel = "LINE", description = "root, or a line below it")
    private String line;

    @SuppressWarnings("NullAway.Init") // picocli fills the field
    Switch() {}

    @Override
    int act() {
      guide().explain("Devices should have fetched cacerts since the generation was prepared.");
      Statement statement = consented("The prepared generation of " + line + " will sign.");
      tell(new Rollover(ceremonies()).switchOver(line, statement));
      return DONE;
    }
  }

  /// Ends a generation.
  @Command(
      name = "retire",
      description = "Ends the oldest generation that signs no more: nobody is to trust it.")
  static final class Retire extends CaAct {
    @Parameters(paramLabel = "LINE", description = "root, or a line below it")
    private String line;

    @Option(
        names = "--anyway",
        description = "Though certificates of it may still be good: their holders are cut off.")
    private boolean anyway;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Retire() {}

    @Override
    int act() {
      Statement statement = consented("A generation of " + line + " will end.");
      tell(new Rollover(ceremonies()).retire(line, anyway, statement));
      return DONE;
    }
  }

  /// Says where a line stands.
  @Command(name = "status", description = "Says which generation of a line is at which stage.")
  static final class Status extends CaAct {
    @Parameters(paramLabel = "LINE", arity = "0..1", description = "a line, or all")
    private @Nullable String line;

    @Override
    int act() {
      Ceremonies ceremonies = ceremonies();
      ceremonies.folder().state().generations().stream()
          .filter(each -> line == null || each.authority().line().equals(line))
          .forEach(each -> tell(ceremonies, each));
      return DONE;
    }

    private void tell(Ceremonies ceremonies, FolderState.Generation each) {
      out().printf("%-20s %-10s since %s%n", each.name(), each.stage(), each.since());
      if (each.stage() == Stage.retiring && !each.authority().line().equals(Ceremonies.ROOT)) {
        out()
            .printf(
                "%-20s its last certificate ends by %s%n",
                "", new Rollover(ceremonies).lastEnd(each));
      }
    }
  }
}
