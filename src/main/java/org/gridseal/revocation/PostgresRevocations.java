package org.gridseal.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.SiteId;

/// Revocations in PostgreSQL, insert-only.
public final class PostgresRevocations implements Revocations {
  /// The eight letters of "revoking", as a number nobody else will lock.
  private static final long LOCK = 0x7265766f6b696e67L;

  private static final String SITE =
      """
      SELECT d.site_id FROM certificate c
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN device d ON d.id = i.device_id
      WHERE c.serial_number = ?
      """;

  /// Held until the commit, so that positions are seen in their order.
  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(" + LOCK + ")";

  private static final String LAST =
      "LEFT JOIN LATERAL last_revocation(c.serial_number) last ON true ";

  private static final String ADD =
      """
      INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
        bucket, not_after)
      SELECT c.serial_number, coalesce(last.step, 0) + 1, ?, ?, ?, f.authority, ?, c.not_after
      FROM certificate c
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN draft_form f ON f.id = i.form
      """
          + LAST
          + "WHERE c.serial_number = ? AND coalesce(last.reason, -1) IN ";

  /// Codes of RFC 5280 §5.3.1 that may come before: -1 is nothing, 6 a hold, 8 its release.
  private static final String HOLD = ADD + "(-1, 8)";

  private static final String REVOKE = ADD + "(-1, 6, 8)";

  private static final String RELEASE = ADD + "(6)";

  private static final String STATUS =
      "SELECT c.serial_number, last.revoked_at, last.reason FROM certificate c "
          + LAST
          + "WHERE c.serial_number = ?";

  /// One question for many certificates; the authority is that of the draft's form.
  private static final String STATUSES =
      """
      SELECT c.serial_number, last.revoked_at, last.reason, c.not_after, f.authority
      FROM unnest(?::bytea[]) AS asked (serial_number)
      JOIN certificate c ON c.serial_number = asked.serial_number
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN draft_form f ON f.id = i.form
      """
          + LAST;

  private static final String SINCE =
      "SELECT authority, serial_number, position FROM revocation"
          + " WHERE position > ? ORDER BY position LIMIT "
          + News.MOST;

  private static final String POSITION = "SELECT coalesce(max(position), 0) FROM revocation";

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresRevocations(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public Optional<SiteId> siteOf(SerialNumber serialNumber) {
    return sql.first(
        SITE, row -> new SiteId(row.getObject(1, UUID.class)), (Object) serialNumber.octets());
  }

  @Override
  public boolean add(Revoked revoked, String by) {
    RevocationReason reason = revoked.reason();
    return step(
        reason.isForGood() ? REVOKE : HOLD,
        revoked.serialNumber(),
        reason.code(),
        revoked.at(),
        by);
  }

  @Override
  public boolean release(SerialNumber serialNumber, Instant at, String by) {
    return step(RELEASE, serialNumber, RevocationReason.REMOVE_FROM_CRL, at, by);
  }

  private boolean step(
      String statement, SerialNumber serialNumber, int reason, Instant at, String by) {
    // A statement of its own: the next one then sees what whoever held the lock has committed.
    sql.first(ONE_AT_A_TIME, row -> true);
    return sql.write(
            statement, reason, at, by, serialNumber.bucket(), (Object) serialNumber.octets())
        == 1;
  }

  @Override
  public Status statusOf(SerialNumber serialNumber) {
    return sql.first(STATUS, PostgresRevocations::statusOf, (Object) serialNumber.octets())
        .orElseGet(Status.Unknown::new);
  }

  private static Status statusOf(ResultSet row) throws SQLException {
    int reason = row.getInt(3);
    return row.wasNull() || reason == RevocationReason.REMOVE_FROM_CRL
        ? new Status.Good()
        : new Status.Withdrawn(revoked(row));
  }

  @Override
  public Map<Named, RegisteredStatus> statusesOf(List<Named> certificates) {
    Map<Named, RegisteredStatus> statuses = new HashMap<>();
    sql.all(
            STATUSES,
            PostgresRevocations::registeredIn,
            Sql.column("bytea", certificates, it -> it.serialNumber().octets()))
        .forEach(found -> statuses.put(found.getKey(), found.getValue()));
    for (Named certificate : certificates) {
      statuses.putIfAbsent(certificate, new RegisteredStatus(new Status.Unknown(), Instant.MAX));
    }
    return statuses;
  }

  private static Map.Entry<Named, RegisteredStatus> registeredIn(ResultSet row)
      throws SQLException {
    return Map.entry(
        new Named(row.getString(5), SerialNumber.ofOctets(row.getBytes(1))),
        new RegisteredStatus(statusOf(row), Sql.instant(row, 4)));
  }

  @Override
  public News since(long position) {
    List<Placed> placed = sql.all(SINCE, PostgresRevocations::placedIn, position);
    return new News(
        placed.stream().map(Placed::change).toList(),
        placed.isEmpty() ? position : placed.getLast().position());
  }

  @Override
  public long position() {
    return sql.first(POSITION, row -> row.getLong(1)).orElse(0L);
  }

  private record Placed(Named change, long position) {}

  private static Placed placedIn(ResultSet row) throws SQLException {
    var change = new Named(row.getString(1), SerialNumber.ofOctets(row.getBytes(2)));
    return new Placed(change, row.getLong(3));
  }

  private static Revoked revoked(ResultSet row) throws SQLException {
    return new Revoked(
        SerialNumber.ofOctets(row.getBytes(1)),
        Sql.instant(row, 2),
        RevocationReason.ofCode(row.getInt(3)));
  }
}
