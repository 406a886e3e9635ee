package org.gridseal.revocation;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Keeper;
import org.gridseal.keeper.Pkcs11Keeper;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.RecordingLog;
import org.gridseal.testing.SoftHsm;
import org.postgresql.ds.PGSimpleDataSource;

/// A process that publishes what is due and ends: the code of the service, in a heap of its own.
final class LongListProcess {
  static final int OUT_OF_MEMORY = 3;

  private static final int NOT_DONE = 4;

  private LongListProcess() {}

  /// How the key is.
  enum Kept {
    IN_FILE,
    IN_TOKEN,
    /// In a file, by a keeper that signs no hashes.
    AND_GIVEN_ALL
  }

  /// @param arguments the database's address, how the key is kept, a folder for it
  public static void main(String... arguments) {
    var database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(Database.APPLICATION);
    SigningKey key = key(Kept.valueOf(arguments[1]), Path.of(arguments[2]));
    CertificationAuthority authority =
        new Authorities(key, InstantSource.fixed(Authorities.NOW)).issuing();
    var publisher =
        new ListPublisher(
            () -> List.of(authority),
            new PostgresRevocationLists(database),
            new DirectTransactions(),
            new RecordingLog(),
            InstantSource.fixed(Authorities.NOW),
            UUID::randomUUID);
    System.exit(outcome(publisher));
  }

  private static int outcome(ListPublisher publisher) {
    try {
      return publisher.round() ? 0 : NOT_DONE;
    } catch (OutOfMemoryError e) {
      return OUT_OF_MEMORY;
    }
  }

  private static SigningKey key(Kept kept, Path folder) {
    Keeper keeper =
        kept == Kept.IN_TOKEN
            ? new Pkcs11Keeper(SoftHsm.present())
            : new FileKeeper(folder, "of the test".toCharArray());
    String name = "long-list-" + UUID.randomUUID();
    SigningKey key = keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);
    return kept == Kept.AND_GIVEN_ALL ? new Whole(key) : key;
  }

  private record Whole(SigningKey key) implements SigningKey {
    @Override
    public PublicKey publicKey() {
      return key.publicKey();
    }

    @Override
    public byte[] sign(byte[] content) {
      return key.sign(content);
    }
  }
}
