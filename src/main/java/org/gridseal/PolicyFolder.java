package org.gridseal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.enactment.Editions;
import org.gridseal.enactment.Enactment;
import org.gridseal.policy.Edition;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.PolicySchedule;
import org.gridseal.policy.PolicyVersion;

/// The policies of a folder: `sites.yaml`, and others such as `sites-2031.yaml` that come into
/// force on a day of their own. What is changed there is offered while the service runs, and
/// decides when it is enacted; a file that is broken never takes the place of one that is not.
///
/// Whoever asks which is in force gets a whole book at once and is never made to wait.
final class PolicyFolder implements Policies {
  /// Far above any honest file.
  private static final long MOST_OCTETS = 1 << 20;

  private final Path folder;
  private final Editions editions;
  private final InstantSource time;
  private Map<Path, PolicyVersion> seen = Map.of();
  private int step;
  private volatile PolicySchedule schedule;

  /// Reads the folder, which decides until [#keep] is called.
  ///
  /// @throws BrokenDocumentException if a file is broken; it names file, line and path
  PolicyFolder(Path folder, Editions editions, InstantSource time) {
    this.folder = folder;
    this.editions = editions;
    this.time = time;
    this.schedule = schedule(read());
  }

  @Override
  public PolicyBook inForce() {
    return schedule.at(time.instant());
  }

  /// Offers what the folder holds, and lets decide what is enacted; nothing may be decided before.
  void keep() {
    refresh();
  }

  /// Looks whether anything has changed, here or with what is enacted.
  ///
  /// @return whether other books are in force or scheduled now
  /// @throws BrokenDocumentException if a file is broken, once for each state of the folder; what
  ///   was in force stays so
  /// @throws RuntimeException if a file cannot be read or kept; the next call tries again
  boolean refresh() {
    Map<Path, byte[]> files = read();
    Map<Path, PolicyVersion> versions = versions(files);
    if (!versions.equals(seen)) {
      offer(files, versions);
    }
    return takeUp();
  }

  private void offer(Map<Path, byte[]> files, Map<Path, PolicyVersion> versions) {
    try {
      schedule(files);
    } catch (BrokenDocumentException e) {
      seen = versions;
      throw e;
    }
    editions.offer(new Edition(List.copyOf(files.values())));
    seen = versions;
  }

  private boolean takeUp() {
    if (editions.step() == step) {
      return false;
    }
    Enactment.InForce now = editions.last().orElseThrow();
    schedule = now.edition().schedule(time.instant());
    step = now.step();
    return true;
  }

  private PolicySchedule schedule(Map<Path, byte[]> files) {
    List<PolicyBook> books = new ArrayList<>();
    files.forEach((file, yaml) -> books.add(parse(file, yaml)));
    return PolicySchedule.of(books, time.instant());
  }

  private static PolicyBook parse(Path file, byte[] yaml) {
    try {
      return PolicyBook.parse(yaml);
    } catch (BrokenDocumentException e) {
      throw new BrokenDocumentException(
          e.problems().stream()
              .map(
                  it ->
                      new Problem(
                          it.line(), it.pointer(), file.getFileName() + ": " + it.sentence()))
              .toList());
    }
  }

  private static Map<Path, PolicyVersion> versions(Map<Path, byte[]> files) {
    Map<Path, PolicyVersion> versions = new TreeMap<>();
    files.forEach((file, yaml) -> versions.put(file, PolicyVersion.of(yaml)));
    return versions;
  }

  private Map<Path, byte[]> read() {
    Map<Path, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(PolicyFolder::isPolicy).toList()) {
        if (Files.size(file) > MOST_OCTETS) {
          throw new IOException(file.getFileName() + " is larger than 1 MiB");
        }
        files.put(file, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the policies cannot be read", e);
    }
    if (files.isEmpty()) {
      throw new IllegalStateException("there is no sites.yaml in " + folder);
    }
    return files;
  }

  private static boolean isPolicy(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("sites") && name.endsWith(".yaml");
  }
}
