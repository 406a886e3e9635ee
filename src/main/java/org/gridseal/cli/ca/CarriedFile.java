package org.gridseal.cli.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.x509.MalformedException;

/// Files that somebody carries from one machine to another.
final class CarriedFile {
  /// Octets of a file that is brought; a record has a few thousand.
  private static final int MAXIMUM = 1 << 20;

  private CarriedFile() {}

  /// @throws RefusedCeremonyException if it is larger than anything that is carried
  static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAXIMUM) {
        throw new RefusedCeremonyException("the file is larger than anything that belongs here");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }

  /// Writes one; where the same is there already it is left as it is.
  ///
  /// @throws RefusedCeremonyException if there is another one
  static void write(Path file, byte[] content) {
    try {
      if (Files.exists(file)) {
        if (Arrays.equals(Files.readAllBytes(file), content)) {
          return;
        }
        throw new RefusedCeremonyException(
            "there is another file " + file + ", and nothing is overwritten");
      }
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be written", e);
    }
  }

  /// The signed record in it, if it is one rather than PEM text or a certificate.
  static Optional<SignedRecord> record(byte[] content) {
    try {
      return Optional.of(SignedRecord.read(content));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
