package org.gridseal.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gridseal.FastCryptography;
import org.gridseal.KeeperConfig;
import org.gridseal.Keepers;
import org.gridseal.cli.ca.CaCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `ca doctor`: whether the CA's key can be used, how fast, and what to mend.
@Command(
    name = "doctor",
    description = {
      "Says whether the configured keeper of the CA's key works, how fast, and what to mend. Reads"
          + " the",
      "same configuration as the service: GRIDSEAL_CA_KEEPER and the like. Exits with 1 if the key",
      "cannot be used."
    })
public final class CaDoctorCommand implements Callable<Integer> {
  @ParentCommand private CaCommand parent;

  @Option(
      names = "--password-file",
      description = "The password of key files (gridseal.ca.password-file).")
  @Nullable Path passwordFile;

  @Option(
      names = "--key",
      defaultValue = "issuing",
      description = "The name of the key (${DEFAULT-VALUE}).")
  String key;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "How long signatures are counted (${DEFAULT-VALUE}).")
  int seconds;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields.
  CaDoctorCommand() {}

  @Override
  public Integer call() {
    FastCryptography.install();
    PrintWriter out = spec.commandLine().getOut();
    KeeperConfig config = Keepers.configured(said());
    var examination = new KeeperExamination(config, key, Duration.ofSeconds(seconds));
    boolean usable = examination.run(finding -> finding.lines().forEach(out::println));
    out.println(usable ? "usable" : "not usable");
    out.flush();
    return usable ? 0 : 1;
  }

  private Map<String, String> said() {
    Map<String, String> said = new HashMap<>();
    parent.named().ifPresent(it -> said.put("gridseal.ca.directory", it.toString()));
    if (passwordFile != null) {
      said.put("gridseal.ca.password-file", passwordFile.toString());
    }
    return said;
  }
}
