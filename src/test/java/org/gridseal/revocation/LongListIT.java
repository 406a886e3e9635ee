package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gridseal.authority.Partition;
import org.gridseal.revocation.LongListProcess.Kept;
import org.gridseal.testing.Database;
import org.gridseal.testing.SoftHsm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A CRL of a million entries in no more than 64 MB of heap: that of a whole process, which reads
/// the entries from PostgreSQL, signs, and publishes into PostgreSQL as the service does.
class LongListIT {
  private static final int ENTRIES = 1_000_000;
  private static final int HEAP_MEGABYTES = 64;
  private static final int PATIENCE_SECONDS = 120;

  /// Serial numbers of 20 octets in every bucket, and every reason.
  private static final String REVOKED =
      """
      SET session_replication_role = replica;
      INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
        bucket, not_after)
      SELECT serial, 1, (ARRAY[1, 3, 4, 5, 9])[1 + n %% 5], '2029-12-01T00:00Z', 'test', 'issuing',
        get_byte(serial, 0) * 32 + get_byte(serial, 1) / 8, '2031-01-01T00:00Z'
      FROM (SELECT n, set_byte(substr(sha256(int8send(n)), 1, 20), 0,
          1 + get_byte(sha256(int8send(n)), 0) %% 127) AS serial
        FROM generate_series(1::bigint, %d) AS n) AS made;
      ANALYZE revocation
      """;

  private static final Database DATABASE = Database.shared();

  @TempDir private Path folder;

  @BeforeAll
  static void revoke() throws SQLException {
    DATABASE.clear();
    DATABASE.asSuperuser(REVOKED.formatted(ENTRIES));
  }

  @Test
  void isMadeWithAKeyInAFile() throws IOException, InterruptedException, SQLException {
    assertThat(made(Kept.IN_FILE)).isZero();
    assertThatAllIsPublished();
  }

  @Test
  void isMadeWithAKeyInAToken() throws IOException, InterruptedException, SQLException {
    SoftHsm.ours();

    assertThat(made(Kept.IN_TOKEN)).isZero();
    assertThatAllIsPublished();
  }

  /// The bound is one: a key that must be given the whole list (ML-DSA) does not fit under it.
  @Test
  void wouldNotFitIfItWereHeldInMemory() throws IOException, InterruptedException, SQLException {
    assertThat(made(Kept.AND_GIVEN_ALL)).isEqualTo(LongListProcess.OUT_OF_MEMORY);
    assertThat(newest()).isEmpty();
  }

  private int made(Kept key) throws IOException, InterruptedException, SQLException {
    DATABASE.asSuperuser(
        "SET session_replication_role = replica;"
            + " TRUNCATE revocation_list, revocation_list_chunk, revocation_partitions");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LongListProcess.class.getName(),
                DATABASE.url(),
                key.name(),
                folder.toString())
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertThatAllIsPublished() {
    IssuedList list = newest().orElseThrow();
    assertThat(list.entries()).isEqualTo(ENTRIES);
    assertThat(list.octets()).isGreaterThan(ENTRIES * 35L);
  }

  private static Optional<IssuedList> newest() {
    return new PostgresRevocationLists(DATABASE.application())
        .newest(new ListScope("issuing", Partition.WHOLE), false);
  }
}
