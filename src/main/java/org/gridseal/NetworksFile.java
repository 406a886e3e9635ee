package org.gridseal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.AccessNetworks;

/// `networks.yaml`, which may change while the service runs; a broken file never takes the place of
/// one that is not. Where there is no file, everybody comes from the public Internet.
final class NetworksFile implements Supplier<AccessNetworks> {
  /// Far above any honest file.
  private static final long MOST_OCTETS = 1 << 20;

  private static final byte[] NOTHING = {};

  private final Path file;
  private byte[] seen;
  private volatile AccessNetworks networks;

  /// Reads the file.
  ///
  /// @throws BrokenDocumentException if it is broken; it names line and path
  NetworksFile(Path file) {
    this.file = file;
    this.seen = read();
    this.networks = parse(seen);
  }

  @Override
  public AccessNetworks get() {
    return networks;
  }

  /// Looks whether anything has changed, and takes it up.
  ///
  /// @return whether other networks are known now
  /// @throws BrokenDocumentException if the file is broken, once for each of its states; what was
  ///   known stays so
  boolean refresh() {
    byte[] yaml = read();
    if (Arrays.equals(yaml, seen)) {
      return false;
    }
    seen = yaml;
    networks = parse(yaml);
    return true;
  }

  private static AccessNetworks parse(byte[] yaml) {
    return yaml.length == 0 ? AccessNetworks.NONE : AccessNetworks.parse(yaml);
  }

  private byte[] read() {
    try {
      if (!Files.exists(file)) {
        return NOTHING;
      }
      if (Files.size(file) > MOST_OCTETS) {
        throw new IOException(file.getFileName() + " is larger than 1 MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the networks cannot be read", e);
    }
  }
}
