package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.revocation.Revocations.Named;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRevocationsTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");
  private static final SerialNumber NOT_ISSUED = SerialNumber.fromString("0a0c");
  private static final Instant NOW = Authorities.NOW;

  private final Database database = Database.shared();
  private final PostgresRevocations revocations = new PostgresRevocations(database.application());

  @BeforeEach
  void beginWithOneCertificate() throws SQLException {
    database.clear();
    IssuedRows.insert(database, List.of(SERIAL));
  }

  @Test
  void knowsWhoseCertificateItIs() {
    assertThat(revocations.siteOf(SERIAL)).contains(new SiteId(new UUID(2, 2)));
    assertThat(revocations.siteOf(NOT_ISSUED)).isEmpty();
  }

  @Test
  void keepsTheFirstReasonToRevoke() {
    assertThat(revoke(RevocationReason.keyCompromise)).isTrue();
    assertThat(revoke(RevocationReason.superseded)).isFalse();

    assertThat(status()).isEqualTo(new Status.Withdrawn(revoked(RevocationReason.keyCompromise)));
  }

  @Test
  void holdsAndReleasesAgainAndAgain() {
    for (int round = 0; round < 3; round++) {
      assertThat(revoke(RevocationReason.certificateHold)).isTrue();
      assertThat(revoke(RevocationReason.certificateHold)).as("held already").isFalse();
      assertThat(status())
          .isEqualTo(new Status.Withdrawn(revoked(RevocationReason.certificateHold)));
      assertThat(revocations.release(SERIAL, NOW, "somebody")).isTrue();
      assertThat(revocations.release(SERIAL, NOW, "somebody")).as("released already").isFalse();
      assertThat(status()).isEqualTo(new Status.Good());
    }
  }

  @Test
  void revokesForGoodWhatIsOnHold() {
    revoke(RevocationReason.certificateHold);

    assertThat(revoke(RevocationReason.keyCompromise)).isTrue();
    assertThat(revocations.release(SERIAL, NOW, "somebody")).isFalse();
    assertThat(revoke(RevocationReason.certificateHold)).isFalse();
    assertThat(status()).isEqualTo(new Status.Withdrawn(revoked(RevocationReason.keyCompromise)));
  }

  @Test
  void tellsOfEachChangeOnce() {
    revoke(RevocationReason.certificateHold);
    Revocations.News first = revocations.since(0);
    revocations.release(SERIAL, NOW, "somebody");

    var change = new Named("issuing", SERIAL);
    assertThat(first.changes()).containsExactly(change);
    assertThat(revocations.since(first.position()).changes()).containsExactly(change);
    assertThat(revocations.since(revocations.position()).changes()).isEmpty();
  }

  @Test
  void knowsACertificateOfItsOwnAuthorityOnly() {
    var own = new Named("issuing", SERIAL);
    var another = new Named("issuing-2", SERIAL);

    assertThat(revocations.statusesOf(List.of(own, another)))
        .containsEntry(
            own, new RegisteredStatus(new Status.Good(), Instant.parse("2040-01-01T00:00:00Z")))
        .containsEntry(another, new RegisteredStatus(new Status.Unknown(), Instant.MAX));
  }

  @Test
  void knowsNothingOfWhatWasNeverIssued() {
    var never = new Revoked(NOT_ISSUED, NOW, RevocationReason.unspecified);

    assertThat(revocations.add(never, "somebody")).isFalse();
    assertThat(revocations.statusOf(NOT_ISSUED)).isEqualTo(new Status.Unknown());
  }

  @Test
  void isHeldToItByTheDatabaseItself() {
    revoke(RevocationReason.keyCompromise);

    assertThatThrownBy(
            () ->
                database.asSuperuser(
                    """
                    INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by,
                      authority, bucket, not_after)
                    SELECT serial_number, 2, 8, revoked_at, revoked_by, authority, bucket, not_after
                    FROM revocation
                    """))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("never taken back");
  }

  private Status status() {
    return revocations.statusOf(SERIAL);
  }

  private boolean revoke(RevocationReason reason) {
    return revocations.add(revoked(reason), "somebody");
  }

  private static Revoked revoked(RevocationReason reason) {
    return new Revoked(SERIAL, NOW, reason);
  }
}
