package org.gridseal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.ProfileTree;
import org.gridseal.cost.WanBook;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.Controls.Enrollment;
import org.gridseal.policy.DecisionCase;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.PolicyBook;
import org.jspecify.annotations.Nullable;

/// Holds a folder of policies against its schemas, against itself, and against the answers that its
/// authors expect.
final class PolicyCheck {
  private final Path folder;
  private final List<String> summary = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private PolicyCheck(Path folder) {
    this.folder = folder;
  }

  /// @param summary what was looked at, a line each
  /// @param findings what is wrong, a sentence each, beginning with the file; none when all is well
  record Outcome(List<String> summary, List<String> findings) {}

  /// Looks at everything in a folder that is laid out like `policies/`.
  static Outcome of(Path folder) {
    var check = new PolicyCheck(folder);
    Map<String, CertificateProfile> profiles = check.profiles();
    check.books().forEach((file, book) -> check.checkAgainstBook(file, book, profiles));
    check.checkNetworks();
    check.checkWans();
    return new Outcome(check.summary, check.findings);
  }

  private void checkAgainstBook(
      Path file, PolicyBook book, Map<String, CertificateProfile> profiles) {
    book.enrollments().stream()
        .flatMap(enrollment -> problemsOf(enrollment, profiles))
        .distinct()
        .forEach(text -> findings.add("%s: %s".formatted(nameOf(file), text)));
    book.profiles().stream()
        .filter(name -> !profiles.containsKey(name))
        .forEach(name -> findings.add("%s: there is no profile %s".formatted(nameOf(file), name)));
    if (file.endsWith("sites.yaml")) {
      // The cases are about what is in force; a file for later is checked when it is.
      checkDecisions(book);
    }
  }

  /// Those in force, and those that come into force later.
  private Map<Path, PolicyBook> books() {
    Map<Path, PolicyBook> books = new TreeMap<>();
    for (Path file : files(folder, "sites")) {
      try {
        PolicyBook book = PolicyBook.parse(read(file));
        summary.add("%s: sha256 %s".formatted(nameOf(file), book.version()));
        books.put(file, book);
      } catch (BrokenDocumentException e) {
        report(file, e);
      }
    }
    return books;
  }

  /// A folder without networks is whole: everybody comes from the public Internet then.
  private void checkNetworks() {
    Path file = folder.resolve("networks.yaml");
    if (!Files.exists(file)) {
      return;
    }
    try {
      summary.add("networks.yaml: %d networks".formatted(AccessNetworks.parse(read(file)).size()));
    } catch (BrokenDocumentException e) {
      report(file, e);
    }
  }

  /// A folder without prices is whole: nothing is decided by them.
  private void checkWans() {
    Path file = folder.resolve("wan.yaml");
    if (!Files.exists(file)) {
      return;
    }
    try {
      summary.add("wan.yaml: %d WANs".formatted(WanBook.parse(read(file)).wans().size()));
    } catch (BrokenDocumentException e) {
      report(file, e);
    }
  }

  private Map<String, CertificateProfile> profiles() {
    Map<String, CertificateProfile> found = new TreeMap<>();
    for (Path file : files("profiles")) {
      try {
        CertificateProfile profile = ProfileFile.parse(read(file));
        String name = profile.name();
        found.put(name, profile);
        if (!file.getFileName().toString().equals(name + ".yaml")) {
          findings.add("%s: the profile inside is named %s".formatted(nameOf(file), name));
        }
      } catch (BrokenDocumentException e) {
        report(file, e);
      }
    }
    ProfileTree.breachesIn(List.copyOf(found.values()))
        .forEach(breach -> findings.add("profiles: " + breach));
    summary.add("profiles: " + String.join(", ", found.keySet()));
    return found;
  }

  private static Stream<String> problemsOf(
      Enrollment enrollment, Map<String, CertificateProfile> profiles) {
    return enrollment.keys().entrySet().stream()
        .map(entry -> problemOf(entry.getKey(), entry.getValue(), profiles.get(entry.getKey())))
        .flatMap(Optional::stream);
  }

  /// What is offered to a site must exist, must be meant for devices, and must be able to carry
  /// every key that the tier accepts.
  private static Optional<String> problemOf(
      String name, Set<KeyAlgorithm> accepted, @Nullable CertificateProfile profile) {
    if (profile == null) {
      return Optional.of("there is no profile " + name);
    }
    if (!profile.enrollable()) {
      return Optional.of("the profile %s is not for devices".formatted(name));
    }
    return accepted.stream()
        .map(KeyAlgorithm::toString)
        .filter(key -> !profile.keys().contains(key))
        .findFirst()
        .map(key -> "the profile %s takes no %s key".formatted(name, key));
  }

  private void checkDecisions(PolicyBook book) {
    int count = 0;
    for (Path file : files("decisions")) {
      try {
        List<DecisionCase> cases = DecisionCase.parse(read(file));
        cases.forEach(each -> report(file, each, each.deviations(book)));
        count += cases.size();
      } catch (BrokenDocumentException e) {
        report(file, e);
      }
    }
    summary.add("decisions: %d cases".formatted(count));
  }

  private void report(Path file, DecisionCase each, List<String> deviations) {
    deviations.forEach(
        text -> findings.add("%s: \"%s\": %s".formatted(nameOf(file), each.name(), text)));
  }

  private void report(Path file, BrokenDocumentException e) {
    e.problems().forEach(problem -> findings.add(nameOf(file) + ": " + problem));
  }

  private Path nameOf(Path file) {
    return folder.relativize(file);
  }

  /// In the order of their names; none when the folder is missing.
  private List<Path> files(String name) {
    Path below = folder.resolve(name);
    if (!Files.isDirectory(below)) {
      findings.add(name + ": there is no such folder");
      return List.of();
    }
    return files(below, "");
  }

  private static List<Path> files(Path below, String beginning) {
    try (Stream<Path> files = Files.list(below)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(beginning))
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + below, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
