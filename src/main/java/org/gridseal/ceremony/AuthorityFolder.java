package org.gridseal.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.Stage;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// The folder of the CAs: `authorities.yaml`, and beside it `NAME.pem`, `NAME.csr`,
/// `NAME.by.NAME.pem` and `NNNN-ACT-NAME.p7m`. Nothing secret is in these; a keeper may have its
/// key files here, too. It is flat, so that a Kubernetes secret can be mounted as it.
///
/// What `authorities.yaml` names is what counts. Files are written before it and it is exchanged in
/// one step, so a reader sees the state before an act or after it. No file is ever overwritten.
public final class AuthorityFolder {
  static final String STATE = "authorities.yaml";

  private static final String LOCK = "authorities.lock";

  private final Path folder;

  public AuthorityFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  public Path path() {
    return folder;
  }

  /// Whether any act was ever done here.
  public boolean exists() {
    return Files.exists(folder.resolve(STATE));
  }

  /// What stands in the folder now.
  ///
  /// @throws org.gridseal.document.BrokenDocumentException if the file does not conform
  public FolderState state() {
    return exists() ? FolderState.parse(content(STATE)) : FolderState.EMPTY;
  }

  /// The octets of `authorities.yaml`: other octets, other state.
  byte[] stateOctets() {
    return content(STATE);
  }

  public X509Certificate certificate(AuthorityName name) {
    return Pem.certificate(content(name + ".pem"));
  }

  public X509Certificate crossCertificate(String name) {
    return Pem.certificate(content(name + ".pem"));
  }

  /// The request of a CA that has no certificate yet, ASN.1.
  public byte[] request(AuthorityName name) {
    return PemRequest.read(content(name + ".csr"));
  }

  /// Reads a record.
  ///
  /// @throws MalformedException if the file is not the one that was written, or its signature does
  ///   not verify
  public SignedRecord record(FolderState.Ceremony ceremony) {
    byte[] encoded = content(ceremony.file());
    if (!Fingerprints.sha256(encoded).equals(ceremony.sha256())) {
      throw new MalformedException(
          "the record " + ceremony.file() + " is not the one that was written");
    }
    return SignedRecord.read(encoded);
  }

  private byte[] content(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the CA's file " + file + " cannot be read", e);
    }
  }

  /// Begins an act. While it lasts nobody else, in this process or another, can begin one.
  ///
  /// @throws RefusedCeremonyException if somebody is at it
  Change begin() {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new RefusedCeremonyException("another ceremony is being held with this folder");
      }
      return new Change(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be written", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  /// An act under way. What was put down counts from [#commit] on.
  final class Change implements AutoCloseable {
    private final FileChannel lock;

    private Change(FileChannel lock) {
      this.lock = lock;
    }

    void put(AuthorityName name, X509Certificate certificate) {
      put(name.toString(), certificate);
    }

    void put(String name, X509Certificate certificate) {
      try {
        String text = Pem.write("CERTIFICATE", certificate.getEncoded());
        put(name + ".pem", text.getBytes(US_ASCII));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a parsed certificate has an encoding", e);
      }
    }

    /// Writes a file that was not there; one with the same content may stay. Another one that an
    /// interrupted act has left behind, and that no state names, is put aside.
    void put(String file, byte[] content) {
      try {
        Path place = folder.resolve(file);
        if (Files.exists(place)) {
          if (Arrays.equals(Files.readAllBytes(place), content)) {
            return;
          }
          putAside(place);
        }
        write(place, content, StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        throw new UncheckedIOException("the CA's file " + file + " cannot be written", e);
      }
    }

    private void putAside(Path place) throws IOException {
      for (int at = 1; ; at++) {
        Path aside = place.resolveSibling(place.getFileName() + ".aside-" + at);
        if (!Files.exists(aside)) {
          Files.move(place, aside);
          return;
        }
      }
    }

    /// Returns when the new state is on the disk.
    void commit(FolderState state) {
      byte[] content = state.written();
      FolderState.parse(content);
      Path draft = folder.resolve(STATE + ".draft");
      try {
        write(draft, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        sync(folder);
        Files.move(draft, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("the folder " + folder + " cannot be written", e);
      }
    }

    private static void write(Path place, byte[] content, StandardOpenOption... how)
        throws IOException {
      StandardOpenOption[] options = Arrays.copyOf(how, how.length + 2);
      options[how.length] = StandardOpenOption.WRITE;
      options[how.length + 1] = StandardOpenOption.SYNC;
      Files.write(place, content, options);
    }

    private static void sync(Path folder) throws IOException {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }

    @Override
    public void close() {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Every certificate the folder has, live or not, crosswise ones included.
  List<X509Certificate> allCertificates(FolderState state) {
    return Stream.concat(
            state.generations().stream()
                .filter(each -> each.stage() != Stage.requested)
                .map(each -> certificate(each.authority())),
            state.crossCertificates().stream().map(this::crossCertificate))
        .toList();
  }
}
