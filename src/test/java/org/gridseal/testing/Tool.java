package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs programs that nobody here wrote, in a folder of the test.
public final class Tool {
  /// The slowest, strongSwan's `pki`, needs a second.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  public Tool(Path folder) {
    this.folder = folder;
  }

  /// Skips the test when a program is not installed.
  ///
  /// @param debianPackage where to get it
  public static void require(String program, String debianPackage) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
        () -> program + " is not installed (Debian package " + debianPackage + ")");
  }

  /// The folder in which programs run and files are looked for.
  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /// Runs a program to its end, with nothing on its standard input.
  public Said run(String... words) {
    return run(new ProcessBuilder(words).directory(folder.toFile()), new byte[0]);
  }

  /// Runs a program to its end.
  ///
  /// @param input what it reads from its standard input
  public Said run(byte[] input, String... words) {
    return run(new ProcessBuilder(words).directory(folder.toFile()), input);
  }

  /// Runs a program that must succeed.
  ///
  /// @return its standard output
  public String ok(String... words) {
    Said said = run(words);
    if (said.exitCode() != 0) {
      throw new AssertionError(String.join(" ", words) + "\n" + said);
    }
    return said.out();
  }

  /// Puts the parts of a command line together.
  public static String[] words(List<?>... parts) {
    return Arrays.stream(parts).flatMap(List::stream).map(String::valueOf).toArray(String[]::new);
  }

  /// Runs a prepared process to its end, in whatever folder it was prepared for.
  public Said run(ProcessBuilder process, byte[] input) {
    try {
      Path in = Files.write(Files.createTempFile(folder, "in", ""), input);
      Path out = Files.createTempFile(folder, "out", "");
      Path err = Files.createTempFile(folder, "err", "");
      Process running =
          process
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new AssertionError(process.command() + " did not end\n" + Files.readString(err));
      }
      return new Said(
          running.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public void write(String name, String content) {
    write(name, content.getBytes(UTF_8));
  }

  public void write(String name, byte[] content) {
    try {
      Files.write(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> lines(String name) {
    return read(name).lines().toList();
  }

  /// What a program said, and how it ended.
  public record Said(int exitCode, String out, String err) {
    /// Both outputs, for programs that mix them up.
    public String all() {
      return out + err;
    }
  }
}
