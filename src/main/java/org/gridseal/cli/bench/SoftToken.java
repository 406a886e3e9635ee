package org.gridseal.cli.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridseal.keeper.Pkcs11Token;
import org.gridseal.keeper.TokenChoice;

/// A token of SoftHSM in a folder, gone with it.
final class SoftToken {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm2.so"),
          Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

  /// Guards nothing: the token holds a key of the bench.
  private static final String PIN = "000000";

  /// Of the token, by which it is chosen.
  static final String LABEL = "bench";

  private static final int SESSIONS = 8;

  private final Path library;
  private final Path folder;

  private SoftToken(Path library, Path folder) {
    this.library = library;
    this.folder = folder;
  }

  /// Makes a token. May be called once in a process: the library reads where its tokens are when it
  /// is first used.
  ///
  /// @return empty where SoftHSM is not installed
  /// @throws FailedBenchException if its own program fails
  static Optional<SoftToken> in(Path folder) throws IOException {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    var made = new SoftToken(library.get(), folder);
    made.initialize();
    return Optional.of(made);
  }

  private void initialize() throws IOException {
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        configuration(), "directories.tokendir = %s%nlog.level = ERROR%n".formatted(tokens));
    Files.writeString(pinFile(), PIN + "\n");
    var program =
        new ProcessBuilder(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            LABEL,
            "--so-pin",
            PIN,
            "--pin",
            PIN);
    program.environment().put("SOFTHSM2_CONF", configuration().toString());
    program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      if (program.start().waitFor() != 0) {
        throw new FailedBenchException("softhsm2-util makes no token");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted");
    }
    setVariable("SOFTHSM2_CONF", configuration().toString());
  }

  /// Java cannot change the environment of its own process, which is where the library looks.
  @SuppressWarnings("restricted") // The front door allows native access.
  private static void setVariable(String name, String value) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().find("setenv").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (result != 0) {
        throw new FailedBenchException("the variable " + name + " cannot be set");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv throws nothing", e);
    }
  }

  /// Where another process finds it by `SOFTHSM2_CONF`.
  Path configuration() {
    return folder.resolve("softhsm2.conf");
  }

  private Path pinFile() {
    return folder.resolve("pin");
  }

  Pkcs11Token token() {
    return new Pkcs11Token(
        library, new TokenChoice.Labelled(LABEL), pinFile(), Duration.ofSeconds(10), SESSIONS);
  }
}
