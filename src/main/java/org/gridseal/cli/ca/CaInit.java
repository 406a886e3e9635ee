package org.gridseal.cli.ca;

import java.util.ArrayList;
import java.util.List;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.InOneGo;
import org.gridseal.ceremony.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ca init`: a root and all CAs below it, in one go.
@Command(
    name = "init",
    description = {
      "Makes a root and the CAs below it on this machine, with keys in encrypted PKCS #12 files.",
      "What there is stays. For a root that never was on a machine with a network see 'ca root'."
    })
public final class CaInit extends CaAct {
  @Mixin private AlgorithmOption algorithm;

  @Option(names = "--organisation", defaultValue = "Gridseal", description = "The O of all CAs.")
  private String organisation;

  @Option(names = "--line", description = "A CA to be made; all that are not for tests, if none.")
  private List<String> lines = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaInit() {}

  @Override
  int act() {
    Ceremonies ceremonies = ceremonies();
    List<String> wanted = lines.isEmpty() ? InOneGo.productive(ceremonies.linesBelowRoot()) : lines;
    var statement = new Statement(List.of(), ActOptions.software());
    boolean made =
        new InOneGo(ceremonies, statement, algorithm.chosen()).establish(organisation, wanted);
    if (!made) {
      return refuse("there is an authority in " + folder() + "; it is never overwritten");
    }
    CaShow.show(ceremonies.folder(), out());
    return DONE;
  }
}
