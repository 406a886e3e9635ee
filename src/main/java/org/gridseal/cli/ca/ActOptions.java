package org.gridseal.cli.ca;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.Statement;
import org.gridseal.cli.local.Home;
import org.gridseal.keeper.Keeper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every act needs: keys, profiles, people, and somebody's consent.
final class ActOptions {
  @Option(
      names = "--password-file",
      description = "File whose first line is the password of the key files.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--status-url",
      defaultValue = "http://localhost:8080",
      description = "Address of the status listener as devices see it; written into certificates.")
  private @Nullable URI statusUrl;

  @Option(names = "--policies", description = "Folder with profiles/ (policies/).")
  private @Nullable Path policies;

  @Option(
      names = "--person",
      paramLabel = "ROLE=NAME",
      description = "Who takes part, for the record; may be repeated.")
  private List<String> people = new ArrayList<>();

  @Option(names = "--yes", description = "Agrees beforehand, so that nothing is asked.")
  boolean yes;

  Ceremonies ceremonies(Path directory) {
    return new Ceremonies(
        new AuthorityFolder(directory),
        keeper(directory),
        ProfileFile.readAll(policiesFolder().resolve("profiles")),
        statusUrl == null ? URI.create("http://localhost:8080") : statusUrl,
        InstantSource.system(),
        serialNumbers());
  }

  private static Supplier<SerialNumber> serialNumbers() {
    var chance = new SecureRandom();
    return () -> SerialNumber.drawnFrom(chance);
  }

  private Path policiesFolder() {
    return policies == null ? Home.path().resolve("policies") : policies;
  }

  private Keeper keeper(Path directory) {
    return new ConfiguredKeeper(directory, Optional.ofNullable(passwordFile));
  }

  Statement statement(Guide guide) {
    List<String> all = new ArrayList<>(people);
    if (all.isEmpty()) {
      all.add("operator=" + guide.answer(null, "--person", "Who holds this ceremony (name)"));
    }
    return new Statement(all.stream().map(Statement.Person::parse).toList(), software());
  }

  /// What runs, for the record.
  static String software() {
    String version =
        Optional.ofNullable(ActOptions.class.getPackage().getImplementationVersion())
            .orElse("of sources");
    return "gridseal %s, Java %s, %s %s"
        .formatted(
            version,
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }
}
