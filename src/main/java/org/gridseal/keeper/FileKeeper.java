package org.gridseal.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.Placeholder;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;

/// Keys in a folder, each in a PKCS #12 file `NAME.p12` that its owner alone can read.
///
/// A file appears whole or not at all, is on the disk when a method returns, and its key is never
/// overwritten, even when two processes make one of the same name at once.
public final class FileKeeper implements Keeper {
  private static final String SUFFIX = ".p12";

  private final Path folder;
  private final char[] password;

  /// @param folder is made when the first key is
  /// @param password of every file
  public FileKeeper(Path folder, char[] password) {
    this.folder = folder.toAbsolutePath();
    this.password = password.clone();
  }

  /// With the password that a file has in its first line.
  ///
  /// @throws org.gridseal.authority.SigningException if it has none
  public static FileKeeper in(Path folder, Path passwordFile) {
    return new FileKeeper(folder, Secret.in(passwordFile).toCharArray());
  }

  @Override
  public SigningKey generate(String name, SignatureAlgorithm algorithm) {
    refuseTaken(name);
    Pkcs12SigningKey key = Pkcs12SigningKey.generate(algorithm);
    return keep(name, key, Placeholder.of(name, key));
  }

  @Override
  public SigningKey take(String name, BroughtKey brought) {
    refuseTaken(name);
    return keep(name, Pkcs12SigningKey.of(brought), brought.certificate());
  }

  private void refuseTaken(String name) {
    if (Files.exists(fileOf(name))) {
      throw taken(name);
    }
  }

  private SigningKey keep(String name, Pkcs12SigningKey key, X509Certificate certificate) {
    Path file = fileOf(name);
    try {
      Files.createDirectories(folder);
      Path draft = written(name, key, certificate);
      try {
        // A link refuses where a move would replace, so of two that make a key one is told.
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        throw taken(name, e);
      } finally {
        Files.delete(draft);
      }
      syncFolder();
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the key file cannot be written to " + folder, e);
    }
  }

  @Override
  public Optional<SigningKey> find(String name) {
    return opened(name).map(SigningKey.class::cast);
  }

  @Override
  public void attach(String name, X509Certificate certificate) {
    Pkcs12SigningKey key =
        opened(name).orElseThrow(() -> new IllegalStateException("there is no key " + name));
    KeyName.requireOwner(name, key.publicKey(), certificate);
    try {
      // The new file holds the same key, so whichever of the two a crash leaves is the right one.
      Files.move(
          written(name, key, certificate),
          fileOf(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("the key file cannot be written to " + folder, e);
    }
  }

  @Override
  public String kindOf(String name) {
    return "file";
  }

  private Optional<Pkcs12SigningKey> opened(String name) {
    Path file = fileOf(name);
    return Files.exists(file)
        ? Optional.of(Pkcs12SigningKey.open(file, password))
        : Optional.empty();
  }

  private Path fileOf(String name) {
    return folder.resolve(KeyName.checked(name) + SUFFIX);
  }

  private Path written(String name, Pkcs12SigningKey key, X509Certificate certificate)
      throws IOException {
    Path draft = folder.resolve("." + name + "-" + UUID.randomUUID());
    key.store(draft, password, certificate);
    return draft;
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static IllegalStateException taken(String name) {
    return new IllegalStateException("there is a key " + name + " already");
  }

  private static IllegalStateException taken(String name, Exception cause) {
    return new IllegalStateException("there is a key " + name + " already", cause);
  }
}
