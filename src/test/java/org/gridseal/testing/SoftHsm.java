package org.gridseal.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.keeper.Pkcs11Token;
import org.gridseal.keeper.TokenChoice;
import org.jspecify.annotations.Nullable;

/// A real SoftHSM (Debian package `softhsm2`) with one token of its own. Tests that need one are
/// skipped where it is not installed.
public final class SoftHsm {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
          Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

  private static final String PIN = "48151623";

  private static @Nullable SoftHsm ours;

  private final Path folder;

  private SoftHsm(Path folder) {
    this.folder = folder;
  }

  /// The token of this JVM: the library reads its configuration once in each process, from where
  /// `SOFTHSM2_CONF` points to, and never looks for tokens again.
  public static synchronized SoftHsm ours() {
    Path configuration = configuration();
    if (ours == null) {
      ours = in(configuration.toAbsolutePath().resolveSibling(".").normalize());
    }
    return ours;
  }

  /// The token that another process of the tests has made and named by `SOFTHSM2_CONF`.
  public static Pkcs11Token present() {
    return new SoftHsm(configuration().toAbsolutePath().resolveSibling(".").normalize()).token();
  }

  private static Path configuration() {
    require();
    String named = System.getenv("SOFTHSM2_CONF");
    assumeTrue(named != null, "SOFTHSM2_CONF is not set (pom.xml sets it)");
    return Path.of(named);
  }

  /// A token for another process, which gets [#environment] as `SOFTHSM2_CONF`.
  ///
  /// @param folder is emptied
  public static SoftHsm in(Path folder) {
    require();
    SoftHsm made = new SoftHsm(folder.toAbsolutePath());
    made.initialize();
    return made;
  }

  private static void require() {
    Tool.require("softhsm2-util", "softhsm2");
    assumeTrue(LIBRARIES.stream().anyMatch(Files::exists), "the library of SoftHSM is not found");
  }

  private void initialize() {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.sorted((one, other) -> other.compareTo(one)).forEach(SoftHsm::delete);
        }
      }
      Files.createDirectories(tokens());
      Files.writeString(
          Path.of(environment()),
          "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
              .formatted(tokens()));
      Files.writeString(pinFile(), PIN + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] words = {
      "softhsm2-util",
      "--init-token",
      "--free",
      "--label",
      "gridseal",
      "--so-pin",
      PIN,
      "--pin",
      PIN
    };
    ProcessBuilder process = new ProcessBuilder(words);
    process.environment().put("SOFTHSM2_CONF", environment());
    Tool.Said said = new Tool(folder).run(process, new byte[0]);
    if (said.exitCode() != 0) {
      throw new AssertionError(said.all());
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of `SOFTHSM2_CONF`.
  public String environment() {
    return folder.resolve("softhsm2.conf").toString();
  }

  public static Path library() {
    return LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow();
  }

  public Path pinFile() {
    return folder.resolve("pin");
  }

  private Path tokens() {
    return folder.resolve("tokens");
  }

  public Pkcs11Token token() {
    return new Pkcs11Token(
        library(), new TokenChoice.Labelled("gridseal"), pinFile(), Duration.ofSeconds(5), 4);
  }

  /// Takes the token away, as a pulled cable does.
  public void vanish() throws IOException {
    Files.move(tokens(), folder.resolve("elsewhere"));
  }

  /// Brings it back, whole.
  public void comeBack() throws IOException {
    Files.move(folder.resolve("elsewhere"), tokens());
  }
}
