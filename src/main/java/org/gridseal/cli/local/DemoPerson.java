package org.gridseal.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Somebody to log in as on a machine for trying things out. There is nobody like that in
/// production.
///
/// @param name the login
/// @param role one of the realm's roles
/// @param organisation whose sites this person may see
public record DemoPerson(String name, String role, String organisation, String password) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final String HEADER =
      """
      # People to log in as, made at the first start, for this machine only.
      # login       role        organisation     password
      """;

  /// The people in the file, made with fresh passwords when there is no file yet: one for each
  /// role, and a second approver, because larger sites need two different people.
  public static List<DemoPerson> keptIn(Path file, Secrets secrets) {
    try {
      if (!Files.exists(file)) {
        List<DemoPerson> people = invent(secrets);
        Secrets.writePrivately(file, HEADER + String.join("\n", lines(people)));
      }
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(DemoPerson::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%-13s %-11s %-16s %s".formatted(name, role, organisation, password);
  }

  private static List<DemoPerson> invent(Secrets secrets) {
    return Stream.of(
            new String[] {"installer", "installer", "sunrise-solar"},
            new String[] {"operator", "operator", "utility"},
            new String[] {"approver", "approver", "utility"},
            new String[] {"approver2", "approver", "utility"},
            new String[] {"auditor", "auditor", "commission"},
            new String[] {"aggregator", "aggregator", "fleetworks"},
            new String[] {"admin", "admin", "utility"},
            new String[] {"head-end", "head-end", "utility"})
        .map(words -> new DemoPerson(words[0], words[1], words[2], secrets.invent()))
        .toList();
  }

  private static List<String> lines(List<DemoPerson> people) {
    return people.stream().map(DemoPerson::toString).toList();
  }

  private static DemoPerson parse(String line) {
    List<String> words = BLANKS.splitAsStream(line.strip()).toList();
    if (words.size() != 4) {
      throw new CannotStartException(
          "people.txt has a line without four words; delete the file to have it made anew");
    }
    return new DemoPerson(words.get(0), words.get(1), words.get(2), words.get(3));
  }
}
