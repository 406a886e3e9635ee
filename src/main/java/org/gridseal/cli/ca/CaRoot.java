package org.gridseal.cli.ca;

import org.gridseal.ceremony.Statement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ca root`: the anchor of everything, made on the machine where its key stays.
@Command(
    name = "root",
    description = "Makes a root, on a machine without a network; its key stays there.")
public final class CaRoot extends CaAct {
  @Mixin private AlgorithmOption algorithm;

  @Option(names = "--organisation", description = "The O of its name.")
  private @Nullable String organisation;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaRoot() {}

  @Override
  int act() {
    guide()
        .explain(
            "A root certifies the CAs of this installation, and nothing else. Whoever has its key"
                + " is the installation, so let this machine have no network, and two people.");
    String name = guide().answer(organisation, "--organisation", "Organisation");
    Statement statement = consented("A root for " + name + " will be made in " + folder() + ".");
    tell(ceremonies().establishRoot(name, algorithm.chosen(), statement));
    tellToCarry();
    return DONE;
  }
}
