package org.gridseal.cli.ca;

import java.util.concurrent.Callable;
import org.gridseal.ceremony.SignedRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `ca root`: the anchor of everything, made on the machine where its key stays.
@Command(
    name = "root",
    description = "Makes a root, on a machine without a network; its key stays there.")
public final class CaRoot implements Callable<Integer> {
  @ParentCommand private CaCommand parent;
  @Mixin private ActOptions act;
  @Mixin private AlgorithmOption algorithm;

  @Option(names = "--organisation", description = "The O of its name.")
  private @Nullable String organisation;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaRoot() {}

  @Override
  public Integer call() throws Exception {
    return act.act(
        () -> {
          Guide guide = parent.guide();
          guide.explain(
              "A root certifies the CAs of this installation, and nothing else. Whoever has its key"
                  + " is the installation, so let this machine have no network, and two people.");
          String name = guide.answer(organisation, "--organisation", "Organisation");
          var statement = act.statement(guide);
          guide.confirm(
              act.yes, "A root for " + name + " will be made in " + parent.folder() + ".");
          SignedRecord record =
              act.ceremonies(parent.folder()).establishRoot(name, algorithm.chosen(), statement);
          act.tell(record);
          act.out().printf("carry %s to the service%n", parent.newestRecord());
          return 0;
        });
  }
}
