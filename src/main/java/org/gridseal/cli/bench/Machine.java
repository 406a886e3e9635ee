package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/// What was measured on, so that two results can be compared.
///
/// @param tlsEngine of the device listener and of the client
record Machine(
    int cores, String processor, String kernel, String jdk, String tlsEngine, String postgresql) {
  static Machine of(Testbed testbed) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        processor(Path.of("/proc/cpuinfo")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ClientEngine.FASTEST.toString(),
        postgresql(testbed));
  }

  /// Without what a bench may stand up beside itself.
  static String inWords() {
    return "%d cores, %s, %s %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(Path.of("/proc/cpuinfo")),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.vm.name"),
            Runtime.version());
  }

  /// The commit that this was built from, or a word for not knowing.
  static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
              .redirectErrorStream(true)
              .start();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? answer : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /// The model that the first line about one names (proc(5)); the architecture where there is none.
  static String processor(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String postgresql(Testbed testbed) {
    try (Connection database = testbed.database()) {
      return database.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not tell its version", e);
    }
  }
}
