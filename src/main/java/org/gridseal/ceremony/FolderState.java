package org.gridseal.ceremony;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.Stage;
import org.gridseal.document.Document;

/// What stands in `authorities.yaml`: which CA is at which stage, what leads from root to root, and
/// the records of how it became so.
///
/// @param crossCertificates names of files, without their ending
/// @param ceremonies in the order in which they were held
public record FolderState(
    List<Generation> generations, List<String> crossCertificates, List<Ceremony> ceremonies) {
  /// Before the first act.
  static final FolderState EMPTY = new FolderState(List.of(), List.of(), List.of());

  private static final String SCHEMA = "authorities.schema.json";

  private static final String HEAD =
      "# Which CA does what. Written by `gridseal ca`, each change with a signed record beside it.\n";

  public FolderState {
    generations = List.copyOf(generations);
    crossCertificates = List.copyOf(crossCertificates);
    ceremonies = List.copyOf(ceremonies);
  }

  /// @param since when it reached the stage
  public record Generation(String name, Stage stage, Instant since) {
    public AuthorityName authority() {
      return AuthorityName.parse(name);
    }
  }

  /// A record.
  ///
  /// @param file its name
  /// @param sha256 of the file, hexadecimal
  /// @param brought whether the act was done elsewhere, and its record carried here
  public record Ceremony(String file, String sha256, boolean brought) {}

  /// @throws org.gridseal.document.BrokenDocumentException if it does not conform to its schema
  static FolderState parse(byte[] yaml) {
    return Document.read(yaml, SCHEMA).as(FolderState.class);
  }

  byte[] written() {
    return (HEAD + Document.write(this)).getBytes(UTF_8);
  }

  /// The generations of a line, oldest first.
  public List<Generation> line(String line) {
    return generations.stream()
        .filter(each -> each.authority().line().equals(line))
        .sorted(Comparator.comparingInt(each -> each.authority().generation()))
        .toList();
  }

  public Optional<Generation> find(AuthorityName name) {
    return generations.stream().filter(each -> each.authority().equals(name)).findFirst();
  }

  /// The newest generation of a line at a stage.
  public Optional<Generation> at(String line, Stage stage) {
    return line(line).reversed().stream().filter(each -> each.stage() == stage).findFirst();
  }

  /// The name for the next generation of a line.
  AuthorityName next(String line) {
    List<Generation> known = line(line);
    return known.isEmpty() ? AuthorityName.first(line) : known.getLast().authority().successor();
  }

  /// The state after a generation has reached a stage; it is added if it was not there.
  FolderState with(AuthorityName name, Stage stage, Instant since) {
    Stream<Generation> others = generations.stream().filter(it -> !it.authority().equals(name));
    var changed = new Generation(name.toString(), stage, since);
    return new FolderState(
        Stream.concat(others, Stream.of(changed))
            .sorted(
                Comparator.<Generation, Boolean>comparing(
                        it -> !it.authority().line().equals("root"))
                    .thenComparing(it -> it.authority().line())
                    .thenComparingInt(it -> it.authority().generation()))
            .toList(),
        crossCertificates,
        ceremonies);
  }

  FolderState withCross(List<String> names) {
    return new FolderState(
        generations,
        Stream.concat(crossCertificates.stream(), names.stream()).distinct().toList(),
        ceremonies);
  }

  /// The state without what leads to or from a root.
  FolderState withoutCross(AuthorityName root) {
    return new FolderState(
        generations,
        crossCertificates.stream().filter(name -> !CrossName.parse(name).names(root)).toList(),
        ceremonies);
  }

  FolderState with(Ceremony ceremony) {
    return new FolderState(
        generations,
        crossCertificates,
        Stream.concat(ceremonies.stream(), Stream.of(ceremony)).toList());
  }
}
