package org.gridseal.cli.ca;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.ceremony.Statement;
import org.gridseal.cli.local.Home;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.keeper.Keeper;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What every act needs: keys, profiles, people, and somebody's consent.
final class ActOptions {
  /// Octets of a file that is brought; a record has a few thousand.
  private static final int MAXIMUM = 1 << 20;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli fills the field
  private CommandSpec spec;

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

  void complain(String text) {
    spec.commandLine().getErr().println("gridseal: " + text);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Does something that people can be wrong about.
  ///
  /// @return the exit code: 0 done, 1 refused and nothing done
  int act(Callable<Integer> act) throws Exception {
    try {
      return act.call();
    } catch (RefusedCeremonyException
        | SigningException
        | MalformedException
        | BrokenDocumentException
        | IllegalArgumentException
        | UncheckedIOException e) {
      complain(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAXIMUM) {
        throw new RefusedCeremonyException("the file is larger than anything that belongs here");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }

  /// Writes a file that somebody carries; one that is there already is left as it is.
  ///
  /// @throws RefusedCeremonyException if there is another one
  static void write(Path file, byte[] content) {
    try {
      if (Files.exists(file)) {
        if (Arrays.equals(Files.readAllBytes(file), content)) {
          return;
        }
        throw new RefusedCeremonyException(
            "there is another file " + file + ", and nothing is overwritten");
      }
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be written", e);
    }
  }

  /// Tells what was recorded, with what two people compare aloud.
  void tell(SignedRecord record) {
    out().printf("%s %s%n", record.record().act(), record.record().authority());
    record
        .certificate(record.record().authority())
        .ifPresent(
            certificate ->
                out()
                    .printf(
                        "  %s%n  SHA-256 %s%n",
                        certificate.getSubjectX500Principal(),
                        Fingerprints.aloud(Fingerprints.of(certificate))));
    record
        .record()
        .stages()
        .forEach(each -> out().printf("  %s is %s%n", each.name(), each.stage()));
  }

  /// Whether a file is a signed record rather than PEM text or a certificate.
  static Optional<SignedRecord> record(byte[] content) {
    try {
      return Optional.of(SignedRecord.read(content));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
