package org.gridseal.cli.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.Hash;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.LogSource;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.LogVerification;
import org.gridseal.audit.TilePath;
import org.gridseal.audit.VerifierKey;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.KeptCertificate;
import org.gridseal.enrollment.PostgresCertificates;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// What must be true of the tables and the log at any time, however the service ended before.
final class Survival {
  /// The name on the log's checkpoints, as `application.properties` has it.
  private static final String ORIGIN = "localhost/gridseal";

  private static final String WITHOUT_INTENT =
      """
      SELECT count(*) FROM certificate c
      WHERE NOT EXISTS (
        SELECT FROM issuance_intent i WHERE i.serial_number = c.serial_number)
      """;

  private static final String TWICE =
      """
      SELECT count(*) FROM (
        SELECT FROM issuance_intent JOIN certificate USING (serial_number)
        GROUP BY issuance_intent.device_id, key_fingerprint HAVING count(*) > 1) AS twice
      """;

  private static final String KEPT = "SELECT serial_number, lfdi FROM certificate";

  private static final String WAITING = "SELECT count(*) FROM audit_pending";

  private static final String UNSIGNED =
      """
      SELECT count(*) FROM log_head
      WHERE size > coalesce((SELECT max(size) FROM log_checkpoint), 0)
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Testbed testbed;
  private byte @Nullable [] seen;

  Survival(Testbed testbed) {
    this.testbed = testbed;
  }

  /// Checks everything.
  ///
  /// @param answered what devices hold in their hands
  /// @return how many certificates there are
  /// @throws FailedBenchException naming the first thing that is wrong
  long demand(List<CrashWork.Answered> answered) throws SQLException {
    try (Connection database = testbed.database()) {
      demandNone(database, WITHOUT_INTENT, "certificates without an intent");
      demandNone(database, TWICE, "keys with more than one certificate");
      awaitPlaces(database);
      demandKept(database, answered, logged(database));
      long count = count(database, "SELECT count(*) FROM certificate");
      verifyLog();
      return count;
    }
  }

  private static void demandNone(Connection database, String query, String what)
      throws SQLException {
    long found = count(database, query);
    if (found > 0) {
      throw new FailedBenchException("there are %d %s".formatted(found, what));
    }
  }

  private LoggedCertificates logged(Connection database) throws SQLException {
    try {
      return LoggedCertificates.read(tiles(), count(database, "SELECT size FROM log_head"));
    } catch (IOException | BrokenLogException e) {
      throw new FailedBenchException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  /// Puts every certificate together: its entry must name these very bytes, and what devices hold
  /// must be among them. No entry may speak of another.
  private void demandKept(
      Connection database, List<CrashWork.Answered> answered, LoggedCertificates logged)
      throws SQLException {
    var certificates = new PostgresCertificates(testbed.dataSource());
    Set<Lfdi> kept = new HashSet<>();
    try (PreparedStatement query = database.prepareStatement(KEPT);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        kept.add(sound(certificates, rows, logged));
      }
    }
    if (kept.size() != logged.issued().size()) {
      throw new FailedBenchException("there are entries of certificates that do not exist");
    }
    // An LFDI is a digest of the whole certificate, so equal ones mean equal bytes.
    if (!answered.stream()
        .map(one -> Lfdi.ofCertificate(one.certificate()))
        .allMatch(kept::contains)) {
      throw new FailedBenchException("a device holds a certificate that the register does not");
    }
  }

  private static Lfdi sound(Certificates certificates, ResultSet row, LoggedCertificates logged)
      throws SQLException {
    SerialNumber serialNumber = SerialNumber.ofOctets(row.getBytes(1));
    KeptCertificate kept = certificates.find(serialNumber).orElseThrow();
    if (!logged.intended().contains(serialNumber)) {
      throw new FailedBenchException("there is a certificate without an intent in the log");
    }
    if (!Hash.ofLeaf(kept.encoded()).toString().equals(logged.issued().get(serialNumber))
        || !Arrays.equals(kept.lfdi().bytes(), row.getBytes(2))) {
      throw new FailedBenchException("no entry, or no LFDI, names a certificate's bytes");
    }
    return kept.lfdi();
  }

  /// Events get their places a moment after their commit, and the head is signed once a second.
  private static void awaitPlaces(Connection database) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(database, WAITING) > 0 || count(database, UNSIGNED) > 0) {
      if (System.nanoTime() > deadline) {
        throw new FailedBenchException("events wait for their place in the log for ever");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    }
  }

  /// Checks the whole log as an auditor does who has seen its earlier checkpoint. It is read from
  /// the database, because the service shows entries only to people who log in.
  private void verifyLog() {
    try {
      LogTiles tiles = tiles();
      LogSource source = (path, maximum) -> read(tiles, path);
      seen = new LogVerification(source, key(), true, checked -> {}).verify(seen);
    } catch (IOException | BrokenLogException e) {
      throw new FailedBenchException("the log does not hold up: " + e.getMessage(), e);
    }
  }

  private LogTiles tiles() throws IOException {
    return new LogTiles(testbed.dataSource(), key());
  }

  private VerifierKey key() throws IOException {
    return LogKey.createOrLoad(testbed.logKeyFile(), ORIGIN, new SecureRandom()).verifier();
  }

  private static Optional<byte[]> read(LogTiles tiles, String path) {
    return path.equals(LogSource.CHECKPOINT)
        ? tiles.checkpoint()
        : TilePath.parse(path).flatMap(tiles::tile);
  }

  private static long count(Connection database, String query) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
