package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.Database;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.DirectTransactions.Fate;
import org.gridseal.testing.Lists;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListPublisherTest {
  private static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);

  /// In the first and in the last of any number of parts.
  private static final SerialNumber FIRST = SerialNumber.fromString("0a0001");

  private static final SerialNumber LAST =
      new SerialNumber(BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE));

  private Instant now = Authorities.NOW;
  private final Database database = Database.shared();
  private final PostgresRevocations revocations = new PostgresRevocations(database.application());
  private final PostgresRevocationLists lists = new PostgresRevocationLists(database.application());
  private final DirectTransactions transactions = new DirectTransactions();
  private final RecordingLog log = new RecordingLog();
  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority authority = new Authorities(key, () -> now).issuing();
  private final ListPublisher publisher = publisher();

  @BeforeEach
  void beginWithTwoCertificates() throws SQLException {
    database.clear();
    IssuedRows.insert(database, List.of(FIRST, LAST));
  }

  @Test
  void publishesAnEmptyListAtFirst() throws Exception {
    assertThat(publisher.round()).isTrue();

    X509CRL list = complete(ALL);
    list.verify(authority.certificate().getPublicKey());
    assertThat(list.getRevokedCertificates()).isNull();
    assertThat(newest(ALL).number()).isEqualTo(1);
    assertThat(log.events)
        .containsExactly(
            new Event.RevocationListIssued("issuing", 1, Hash.ofLeaf(list.getTBSCertList())));
  }

  @Test
  void publishesNothingWhenNothingIsDue() {
    publisher.round();
    pass(Duration.ofHours(23));

    publisher.round();

    assertThat(newest(ALL).number()).isEqualTo(1);
  }

  @Test
  void listsWhatIsRevokedSecondsLater() throws Exception {
    publisher.round();
    pass(Duration.ofSeconds(10));
    revoke(FIRST, RevocationReason.keyCompromise);

    publisher.round();

    assertThat(complete(ALL).getRevokedCertificate(FIRST.value())).isNotNull();
    assertThat(newest(ALL).number()).isEqualTo(2);
  }

  @Test
  void publishesTogetherWhatIsRevokedTogether() throws Exception {
    publisher.round();
    pass(Duration.ofSeconds(10));
    revoke(FIRST, RevocationReason.keyCompromise);
    publisher.round();
    revoke(LAST, RevocationReason.keyCompromise);
    pass(Duration.ofSeconds(4));
    publisher.round();
    assertThat(newest(ALL).number()).isEqualTo(2);

    pass(Duration.ofSeconds(1));
    publisher.round();

    assertThat(complete(ALL).getRevokedCertificates()).hasSize(2);
    assertThat(newest(ALL).number()).isEqualTo(3);
  }

  @Test
  void listsAHoldUntilItIsReleased() throws Exception {
    revoke(FIRST, RevocationReason.certificateHold);
    publisher.round();
    assertThat(complete(ALL).getRevokedCertificate(FIRST.value()).getRevocationReason())
        .isEqualTo(java.security.cert.CRLReason.CERTIFICATE_HOLD);

    pass(Duration.ofMinutes(1));
    revocations.release(FIRST, now, "somebody");
    publisher.round();

    assertThat(complete(ALL).getRevokedCertificates()).isNull();
  }

  @Test
  void renewsAListLongBeforeItsEnd() {
    publisher.round();
    pass(Duration.ofDays(1));

    publisher.round();

    assertThat(newest(ALL).number()).isEqualTo(2);
    assertThat(newest(ALL).nextUpdate()).isEqualTo(now.plus(Duration.ofDays(7)));
  }

  @Test
  void keepsAnEntryOnOneListAfterItsCertificateHasEnded() throws Exception {
    database.asSuperuser(
        "SET session_replication_role = replica; UPDATE certificate SET not_after ="
            + " '2030-01-01T12:00Z'");
    revoke(FIRST, RevocationReason.keyCompromise);
    publisher.round();
    pass(Duration.ofDays(1));
    publisher.round();
    assertThat(complete(ALL).getRevokedCertificates()).as("one list more").hasSize(1);

    pass(Duration.ofDays(1));
    publisher.round();

    assertThat(complete(ALL).getRevokedCertificates()).isNull();
  }

  @Test
  void dividesAmongTheNumbersThatCertificatesName() throws Exception {
    lists.expect(4);
    revoke(FIRST, RevocationReason.keyCompromise);
    revoke(LAST, RevocationReason.keyCompromise);

    publisher.round();

    assertThat(complete(ALL).getRevokedCertificates()).hasSize(2);
    assertThat(serialsOn(part(4, 0))).containsExactly(FIRST);
    assertThat(serialsOn(part(4, 1))).isEmpty();
    assertThat(serialsOn(part(4, 3))).containsExactly(LAST);
    assertThat(complete(part(4, 3)).getCriticalExtensionOIDs()).containsExactly("2.5.29.28");
  }

  @Test
  void renewsOnlyThePartThatAChangeConcerns() {
    lists.expect(4);
    publisher.round();
    pass(Duration.ofMinutes(1));
    revoke(LAST, RevocationReason.keyCompromise);

    publisher.round();

    assertThat(newest(part(4, 0)).number()).isEqualTo(1);
    assertThat(newest(part(4, 3)).number()).isEqualTo(2);
  }

  @Test
  void goesOnServingNumbersOfPartsOfBefore() throws Exception {
    lists.expect(4);
    lists.expect(2);
    revoke(LAST, RevocationReason.keyCompromise);

    publisher.round();

    assertThat(serialsOn(part(4, 3))).containsExactly(LAST);
    assertThat(serialsOn(part(2, 1))).containsExactly(LAST);
  }

  @Test
  void saysInADeltaWhatHasChangedSinceALongList() throws Exception {
    revokeMany();
    publisher.round();
    assertThat(newest(ALL).entries()).isEqualTo(ListSchedule.CHEAP + 1);
    assertThat(complete(ALL).getNonCriticalExtensionOIDs()).contains("2.5.29.46");
    assertThat(delta().getRevokedCertificates()).as("the delta it promises").isNull();

    pass(Duration.ofMinutes(1));
    revoke(FIRST, RevocationReason.certificateHold);
    revoke(LAST, RevocationReason.keyCompromise);
    publisher.round();
    assertThat(newest(ALL).number()).as("the long list stays").isEqualTo(1);
    assertThat(delta().getRevokedCertificates()).hasSize(2);

    pass(Duration.ofMinutes(1));
    revocations.release(FIRST, now, "somebody");
    publisher.round();
    assertThat(delta().getRevokedCertificate(FIRST.value()).getRevocationReason())
        .isEqualTo(java.security.cert.CRLReason.REMOVE_FROM_CRL);
    assertThat(delta().getCriticalExtensionOIDs()).containsExactly("2.5.29.27");
    assertThat(delta().getRevokedCertificates()).hasSize(2);
  }

  @Test
  void renewsADeltaThoughNothingChanges() throws Exception {
    revokeMany();
    publisher.round();
    pass(Duration.ofHours(1));

    publisher.round();

    assertThat(lists.newest(ALL, true).orElseThrow().number()).isEqualTo(2);
    assertThat(newest(ALL).number()).isEqualTo(1);
  }

  @Test
  void countsADeltaFromTheListBeforeTheNewest() throws Exception {
    revokeMany();
    publisher.round();
    pass(Duration.ofHours(1));
    revoke(LAST, RevocationReason.keyCompromise);
    publisher.round();
    pass(Duration.ofDays(1));

    publisher.round();

    IssuedList delta = lists.newest(ALL, true).orElseThrow();
    assertThat(newest(ALL).number()).isEqualTo(3);
    assertThat(delta.number()).as("issued with the complete one").isEqualTo(3);
    assertThat(delta.base()).hasValue(1);
    assertThat(delta().getRevokedCertificate(LAST.value())).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void keepsTheLastListWhileTheKeyIsAwayAndCatchesUp(Fault fault) throws Exception {
    publisher.round();
    pass(Duration.ofMinutes(1));
    revoke(FIRST, RevocationReason.keyCompromise);
    key.become(fault);

    assertThat(publisher.round()).isFalse();
    assertThat(newest(ALL).number()).isEqualTo(1);

    key.become(Fault.NONE);
    assertThat(publisher.round()).isTrue();
    assertThat(serialsOn(ALL)).containsExactly(FIRST);
  }

  @Test
  void losesNothingWhenItEndsBetweenSigningAndPublishing() throws Exception {
    publisher.round();
    pass(Duration.ofMinutes(1));
    revoke(FIRST, RevocationReason.keyCompromise);
    transactions.enlist(log::mark);
    transactions.decide(1, Fate.LOST);
    // As the database would undo it.
    transactions.enlist(() -> () -> forgetTheLast());

    assertThatThrownBy(publisher::round).isInstanceOf(DatabaseException.class);
    assertThat(newest(ALL).number()).isEqualTo(1);

    assertThat(publisher().round()).as("a new start, or another replica").isTrue();
    assertThat(newest(ALL).number()).isEqualTo(2);
    assertThat(serialsOn(ALL)).containsExactly(FIRST);
  }

  private void forgetTheLast() {
    try {
      database.asSuperuser(
          "SET session_replication_role = replica; DELETE FROM revocation_list WHERE number = 2");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void makesAListAnewWhenTheClockWasAhead() {
    publisher.round();
    Instant right = now;
    pass(Duration.ofDays(365));
    publisher.round();
    assertThat(newest(ALL).number()).isEqualTo(2);

    now = right.plus(Duration.ofHours(1));
    publisher.round();

    assertThat(newest(ALL).number()).as("numbers never go back").isEqualTo(3);
    assertThat(newest(ALL).thisUpdate()).isEqualTo(now);
  }

  @Test
  void leavesItToAnotherReplicaThatIsAtIt() {
    try (Cut other = lists.cut().orElseThrow()) {
      assertThat(other.position()).isZero();
      assertThat(lists.cut()).isEmpty();
      assertThat(publisher.round()).isTrue();
    }

    assertThat(lists.newest(ALL, false)).isEmpty();
    publisher.round();
    assertThat(lists.newest(ALL, false)).isPresent();
  }

  @Test
  void takesANumberOnlyOnce() {
    publisher.round();
    IssuedList first = newest(ALL);

    assertThat(lists.publish(first)).isFalse();
  }

  @Test
  void removesWhatWasReplacedButNeverTheNewest() throws Exception {
    for (int day = 0; day < 4; day++) {
      publisher.round();
      pass(Duration.ofDays(1));
    }
    database.asSuperuser(
        "SET session_replication_role = replica;"
            + " UPDATE revocation_list_chunk SET made_at = now() - interval '2 hours'");

    lists.prune();

    assertThat(count("revocation_list")).isEqualTo(2);
    assertThat(count("revocation_list_chunk")).isEqualTo(2 * 3);
    assertThat(newest(ALL).number()).isEqualTo(4);
    assertThatThrownBy(() -> execute("DELETE FROM revocation_list WHERE number = 4"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("newest");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void revoke(SerialNumber serialNumber, RevocationReason reason) {
    assertThat(revocations.add(new Revoked(serialNumber, now, reason), "somebody")).isTrue();
  }

  /// One more than a list may have to be made anew at each change.
  private void revokeMany() throws SQLException {
    database.asSuperuser(
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

  private IssuedList newest(ListScope scope) {
    return lists.newest(scope, false).orElseThrow();
  }

  private X509CRL complete(ListScope scope) throws Exception {
    return read(newest(scope));
  }

  private X509CRL delta() throws Exception {
    return read(lists.newest(ALL, true).orElseThrow());
  }

  private X509CRL read(IssuedList list) throws Exception {
    var content = new ByteArrayOutputStream();
    assertThat(lists.read(list.content(), content)).isTrue();
    assertThat(content.size()).isEqualTo((int) list.octets());
    return Lists.read(content.toByteArray());
  }

  private List<SerialNumber> serialsOn(ListScope scope) throws Exception {
    var entries = Optional.ofNullable(complete(scope).getRevokedCertificates());
    return entries.stream()
        .flatMap(all -> all.stream())
        .map(entry -> new SerialNumber(entry.getSerialNumber()))
        .toList();
  }

  private static ListScope part(int of, int index) {
    return new ListScope("issuing", new Partition(of, index));
  }

  private ListPublisher publisher() {
    return new ListPublisher(
        () -> List.of(authority), lists, transactions, log, () -> now, UUID::randomUUID);
  }

  private long count(String table) throws SQLException {
    try (var connection = database.application().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.application().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
