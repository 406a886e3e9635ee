package org.gridseal.policy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.gridseal.document.BrokenDocumentException;

/// The policy files of one installation at one time: nearly always one, or several of which each
/// has a day of its own. They come into force together.
///
/// @param files as they are, in the order of their versions
public record Edition(List<byte[]> files) {
  private static final Comparator<byte[]> BY_VERSION =
      Comparator.comparing(file -> PolicyVersion.of(file).toString());

  public Edition {
    files = files.stream().sorted(BY_VERSION).toList();
    if (files.isEmpty()) {
      throw new IllegalArgumentException("an edition has a file");
    }
  }

  /// Its name: the version of the one file, or the SHA-256 over the versions of all.
  public PolicyVersion id() {
    if (files.size() == 1) {
      return PolicyVersion.of(files.getFirst());
    }
    var versions = new ByteArrayOutputStream();
    files.forEach(file -> versions.writeBytes(PolicyVersion.of(file).digest()));
    return PolicyVersion.of(versions.toByteArray());
  }

  /// The books in it.
  ///
  /// @throws BrokenDocumentException if a file is broken, two come into force at one moment, or
  ///   none is now
  public PolicySchedule schedule(Instant now) {
    return PolicySchedule.of(files.stream().map(PolicyBook::parse).toList(), now);
  }

  /// The file that is in force at a moment, if the edition is.
  public byte[] fileAt(Instant moment) {
    PolicyVersion found = schedule(moment).at(moment).version();
    return files.stream()
        .filter(file -> PolicyVersion.of(file).equals(found))
        .findFirst()
        .orElseThrow();
  }

  /// Editions with one id are the same.
  @Override
  public boolean equals(Object other) {
    return other instanceof Edition edition && id().equals(edition.id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }
}
