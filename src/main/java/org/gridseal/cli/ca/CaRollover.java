package org.gridseal.cli.ca;

import java.util.concurrent.Callable;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.FolderState;
import org.gridseal.ceremony.Rollover;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

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
  @ParentCommand private CaCommand parent;

  @SuppressWarnings("NullAway.Init") // picocli fills the field
  CaRollover() {}

  /// Makes the next root.
  @Command(
      name = "start",
      description = "Makes the next root, and what leads from either root to the other.")
  static final class Start implements Callable<Integer> {
    @ParentCommand private CaRollover rollover;
    @Mixin private ActOptions act;
    @Mixin private AlgorithmOption algorithm;

    @Parameters(paramLabel = "LINE", defaultValue = "root", description = "root")
    private String line;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Start() {}

    @Override
    public Integer call() throws Exception {
      return act.act(
          () -> {
            if (!line.equals(Ceremonies.ROOT)) {
              act.out().printf("begin with 'ca issuing %s'%n", line);
              return 1;
            }
            Guide guide = rollover.parent.guide();
            guide.explain(
                "The next root is published for as long as it takes that every device has fetched"
                    + " it, before it signs anything.");
            var statement = act.statement(guide);
            guide.confirm(act.yes, "The next root will be made.");
            act.tell(
                new Rollover(act.ceremonies(rollover.parent.folder()))
                    .startRoot(algorithm.chosen(), statement));
            act.out().printf("carry %s to the service%n", rollover.parent.newestRecord());
            return 0;
          });
    }
  }

  /// Lets the prepared generation sign.
  @Command(name = "switch", description = "From now on the prepared generation signs.")
  static final class Switch implements Callable<Integer> {
    @ParentCommand private CaRollover rollover;
    @Mixin private ActOptions act;

    @Parameters(paramLabel = "LINE", description = "root, or a line below it")
    private String line;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Switch() {}

    @Override
    public Integer call() throws Exception {
      return act.act(
          () -> {
            Guide guide = rollover.parent.guide();
            guide.explain("Devices should have fetched cacerts since the generation was prepared.");
            var statement = act.statement(guide);
            guide.confirm(act.yes, "The prepared generation of " + line + " will sign.");
            act.tell(
                new Rollover(act.ceremonies(rollover.parent.folder())).switchOver(line, statement));
            return 0;
          });
    }
  }

  /// Ends a generation.
  @Command(
      name = "retire",
      description = "Ends the oldest generation that signs no more: nobody is to trust it.")
  static final class Retire implements Callable<Integer> {
    @ParentCommand private CaRollover rollover;
    @Mixin private ActOptions act;

    @Parameters(paramLabel = "LINE", description = "root, or a line below it")
    private String line;

    @Option(
        names = "--anyway",
        description = "Though certificates of it may still be good: their holders are cut off.")
    private boolean anyway;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Retire() {}

    @Override
    public Integer call() throws Exception {
      return act.act(
          () -> {
            Guide guide = rollover.parent.guide();
            var statement = act.statement(guide);
            guide.confirm(act.yes, "A generation of " + line + " will end.");
            act.tell(
                new Rollover(act.ceremonies(rollover.parent.folder()))
                    .retire(line, anyway, statement));
            return 0;
          });
    }
  }

  /// Says where a line stands.
  @Command(name = "status", description = "Says which generation of a line is at which stage.")
  static final class Status implements Callable<Integer> {
    @ParentCommand private CaRollover rollover;
    @Mixin private ActOptions act;

    @Parameters(paramLabel = "LINE", arity = "0..1", description = "a line, or all")
    private @Nullable String line;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Status() {}

    @Override
    public Integer call() throws Exception {
      return act.act(
          () -> {
            Ceremonies ceremonies = act.ceremonies(rollover.parent.folder());
            ceremonies.folder().state().generations().stream()
                .filter(each -> line == null || each.authority().line().equals(line))
                .forEach(each -> tell(ceremonies, each));
            return 0;
          });
    }

    private void tell(Ceremonies ceremonies, FolderState.Generation each) {
      act.out().printf("%-20s %-10s since %s%n", each.name(), each.stage(), each.since());
      if (each.stage() == Stage.retiring && !each.authority().line().equals(Ceremonies.ROOT)) {
        act.out()
            .printf(
                "%-20s its last certificate ends by %s%n",
                "", new Rollover(ceremonies).lastEnd(each));
      }
    }
  }
}
