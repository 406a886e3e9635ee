package org.gridseal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.gridseal.document.BrokenDocumentException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A file that somebody named on the command line.
final class GivenFile {
  private GivenFile() {}

  /// Reads it, and tells the command's user what is wrong with it, if anything is.
  ///
  /// @throws BrokenDocumentException what the parser found, after it was told
  /// @throws ParameterException if there is no such file
  static <T> T parsed(CommandSpec spec, Path file, Function<byte[], T> parser) throws IOException {
    if (!Files.isRegularFile(file)) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      throw new ParameterException(
          spec.commandLine(),
          "there is no %s in the folder %s".formatted(file.getFileName(), folder));
    }
    try {
      return parser.apply(Files.readAllBytes(file));
    } catch (BrokenDocumentException e) {
      e.problems()
          .forEach(
              problem -> spec.commandLine().getErr().println(file.getFileName() + ": " + problem));
      throw e;
    }
  }
}
