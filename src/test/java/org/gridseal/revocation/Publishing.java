package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.Database;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.Lists;
import org.gridseal.testing.RecordingLog;

/// Lists made from a register in PostgreSQL that has two certificates, while time passes when it is
/// told to.
final class Publishing {
  static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);

  /// In the first and in the last of any number of parts.
  static final SerialNumber FIRST = SerialNumber.fromString("0a0001");

  static final SerialNumber LAST =
      new SerialNumber(BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE));

  private Instant now = Authorities.NOW;
  private final Database database = Database.shared();
  private final PostgresRevocations revocations = new PostgresRevocations(database.application());
  private final PostgresRevocationLists lists = new PostgresRevocationLists(database.application());
  private final DirectTransactions transactions = new DirectTransactions();
  private final RecordingLog log = new RecordingLog();
  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority authority = new Authorities(key, () -> now).issuing();
  private final ListPublisher publisher = anotherPublisher();

  Publishing() {
    database.clear();
    try {
      IssuedRows.insert(database, List.of(FIRST, LAST));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// After a new start, or of another replica.
  ListPublisher anotherPublisher() {
    return new ListPublisher(
        () -> List.of(authority), lists, transactions, log, () -> now, UUID::randomUUID);
  }

  boolean round() {
    return publisher.round();
  }

  Instant now() {
    return now;
  }

  void become(Instant time) {
    now = time;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  PostgresRevocationLists lists() {
    return lists;
  }

  DirectTransactions transactions() {
    return transactions;
  }

  RecordingLog log() {
    return log;
  }

  BrokenKey key() {
    return key;
  }

  CertificationAuthority authority() {
    return authority;
  }

  void revoke(SerialNumber serialNumber, RevocationReason reason) {
    assertThat(revocations.add(new Revoked(serialNumber, now, reason), "somebody")).isTrue();
  }

  void release(SerialNumber serialNumber) {
    assertThat(revocations.release(serialNumber, now, "somebody")).isTrue();
  }

  /// One more than a list may have to be made anew at each change.
  void revokeMany() throws SQLException {
    asSuperuser(
        """
        SET session_replication_role = replica;
        INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
          bucket, not_after)
        SELECT decode(lpad(to_hex(n + 1048576), 8, '0'), 'hex'), 1, 1, '2030-01-01Z', 'somebody',
          'issuing', n %% 4096, '2040-01-01Z'
        FROM generate_series(1, %d) AS n
        """
            .formatted(ListSchedule.CHEAP + 1));
  }

  static ListScope part(int of, int index) {
    return new ListScope("issuing", new Partition(of, index));
  }

  IssuedList newest(ListScope scope) {
    return lists.newest(scope, false).orElseThrow();
  }

  X509CRL complete(ListScope scope) throws Exception {
    return read(newest(scope));
  }

  X509CRL delta() throws Exception {
    return read(lists.newest(ALL, true).orElseThrow());
  }

  private X509CRL read(IssuedList list) throws Exception {
    var content = new ByteArrayOutputStream();
    assertThat(lists.read(list.content(), content)).isTrue();
    assertThat(content.size()).isEqualTo((int) list.octets());
    return Lists.read(content.toByteArray());
  }

  List<SerialNumber> serialsOn(ListScope scope) throws Exception {
    var entries = Optional.ofNullable(complete(scope).getRevokedCertificates());
    return entries.stream()
        .flatMap(all -> all.stream())
        .map(entry -> new SerialNumber(entry.getSerialNumber()))
        .toList();
  }

  long count(String table) throws SQLException {
    try (var connection = database.application().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// As the service may.
  void execute(String sql) throws SQLException {
    try (var connection = database.application().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// As somebody whom no trigger stops.
  void asSuperuser(String sql) throws SQLException {
    database.asSuperuser(sql);
  }
}
