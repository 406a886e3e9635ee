package org.gridseal.cli.ca;

import java.nio.file.Path;
import java.util.Optional;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.cli.CaDoctorCommand;
import org.gridseal.cli.local.Home;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ca`: the certification authorities of one installation, from their first key to their end.
@Command(
    name = "ca",
    description = "Makes the certification authorities, changes them, or shows what there is.",
    subcommands = {
      CaInit.class,
      CaRoot.class,
      CaIssuing.class,
      CaExportCsr.class,
      CaSign.class,
      CaInstall.class,
      CaImport.class,
      CaRollover.class,
      CaDoctorCommand.class,
      CaShow.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class CaCommand {
  @Option(
      names = "--directory",
      description = "Where certificates and records are kept (data/ca beside this program).",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private @Nullable Path directory;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli fills the field
  private CommandSpec spec;

  private final @Nullable Guide guide;

  /// With the terminal of this process, if it has one.
  public CaCommand() {
    this.guide = null;
  }

  /// @param guide leads whoever runs it
  CaCommand(Guide guide) {
    this.guide = guide;
  }

  /// The folder that was named on the command line, if one was.
  public Optional<Path> named() {
    return Optional.ofNullable(directory);
  }

  Path folder() {
    return directory == null ? Home.path().resolve("data/ca") : directory;
  }

  Guide guide() {
    return guide == null ? Guide.ofConsole(spec.commandLine().getOut()) : guide;
  }

  /// The record of the last act.
  Path newestRecord() {
    return folder().resolve(new AuthorityFolder(folder()).state().ceremonies().getLast().file());
  }

  SignedRecord newest() {
    var folder = new AuthorityFolder(folder());
    return folder.record(folder.state().ceremonies().getLast());
  }
}
