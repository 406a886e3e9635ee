package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Runs `ca` as people do and as scripts do, and keeps what was said.
final class CaRuns {
  private static final String[] PEOPLE = {
    "--person", "administrator=A. N. Operator", "--person", "witness=A. N. Auditor", "--yes"
  };

  private final Path password;
  private final List<String> asked = new ArrayList<>();
  private Path policies = Path.of("policies");
  private String said = "";

  /// @param folder for the password of the key files
  CaRuns(Path folder) throws IOException {
    this.password = Files.writeString(folder.resolve("password"), "correct horse\n");
  }

  Path password() {
    return password;
  }

  /// From now on, other policies than ours.
  void policies(Path folder) {
    policies = folder;
  }

  /// What the last command printed.
  String said() {
    return said;
  }

  /// What the last command asked a person.
  List<String> asked() {
    return asked;
  }

  /// A script's words, with all that it must say.
  static String[] with(String... words) {
    return Stream.concat(Stream.of(words), Stream.of(PEOPLE)).toArray(String[]::new);
  }

  void done(Path directory, String... words) {
    assertThat(script(directory, words)).as(said).isZero();
  }

  void refused(String reason, Path directory, String... words) {
    assertThat(script(directory, words)).as(said).isEqualTo(1);
    assertThat(said).contains(reason);
  }

  /// Runs a command as a script does: nobody is there to be asked.
  private int script(Path directory, String... words) {
    StringWriter output = new StringWriter();
    return run(new Guide(new PrintWriter(output), null), output, directory, words);
  }

  /// Runs a command for a person who gives these answers, one after the other.
  int led(Path directory, List<String> answers, String... words) {
    Deque<String> left = new ArrayDeque<>(answers);
    StringWriter output = new StringWriter();
    Guide.Terminal person =
        question -> {
          asked.add(question);
          return left.poll();
        };
    asked.clear();
    int exit = run(new Guide(new PrintWriter(output, true), person), output, directory, words);
    assertThat(left).as("answers that nobody asked for").isEmpty();
    return exit;
  }

  private int run(Guide guide, StringWriter output, Path directory, String... words) {
    PrintWriter lines = new PrintWriter(output, true);
    List<String> all =
        Stream.concat(
                Stream.of(words),
                Stream.of(
                    "--directory",
                    directory.toString(),
                    "--password-file",
                    password.toString(),
                    "--policies",
                    policies.toString()))
            .toList();
    int exit =
        new CommandLine(new CaCommand(guide))
            .setOut(lines)
            .setErr(lines)
            .execute(all.toArray(String[]::new));
    said = output.toString();
    return exit;
  }

  /// What was read out.
  String fingerprint() {
    Matcher found = Pattern.compile("SHA-256 ((?:[0-9a-f]{4} ?){16})").matcher(said);
    assertThat(found.find()).as(said).isTrue();
    return found.group(1).strip();
  }
}
