package org.gridseal.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// Passwords that are made once and kept in files that only their owner can read.
public final class Secrets {
  /// Nothing that looks like something else, or that a shell or SQL would read differently.
  private static final String ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz";

  /// Five bits each make 120: no guess succeeds.
  private static final int LENGTH = 24;

  private final Path folder;
  private final SecureRandom random;

  public Secrets(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /// The password of that name, made at the first call; the same at each later one.
  public String password(String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        writePrivately(file, invent());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file that holds the password of that name.
  public Path file(String name) {
    password(name);
    return folder.resolve(name);
  }

  /// A new password that is kept nowhere.
  String invent() {
    StringBuilder password = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(password::append);
    return password.toString();
  }

  /// Writes a whole file or none, never readable by others, not even for a moment.
  static void writePrivately(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path temporary = Files.createTempFile(folder, ".new", "");
    Files.writeString(temporary, text + "\n");
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
