package org.gridseal.cli.ca;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.InOneGo;
import org.gridseal.ceremony.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `ca init`: a root and all CAs below it, in one go.
@Command(
    name = "init",
    description = {
      "Makes a root and the CAs below it on this machine, with keys in encrypted PKCS #12 files.",
      "What there is stays. For a root that never was on a machine with a network see 'ca root'."
    })
public final class CaInit implements Callable<Integer> {
  @ParentCommand private CaCommand parent;
  @Mixin private ActOptions act;
  @Mixin private AlgorithmOption algorithm;

  @Option(names = "--organisation", defaultValue = "Gridseal", description = "The O of all CAs.")
  private String organisation;

  @Option(names = "--line", description = "A CA to be made; all that are not for tests, if none.")
  private List<String> lines = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaInit() {}

  @Override
  public Integer call() throws Exception {
    return act.act(
        () -> {
          Ceremonies ceremonies = act.ceremonies(parent.folder());
          List<String> wanted =
              lines.isEmpty() ? InOneGo.productive(ceremonies.linesBelowRoot()) : lines;
          var statement = new Statement(List.of(), ActOptions.software());
          boolean made =
              new InOneGo(ceremonies, statement, algorithm.chosen())
                  .establish(organisation, wanted);
          if (!made) {
            act.complain(
                "there is an authority in " + parent.folder() + "; it is never overwritten");
            return 1;
          }
          CaShow.show(ceremonies.folder(), act.out());
          return 0;
        });
  }
}
