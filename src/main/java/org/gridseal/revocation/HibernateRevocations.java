package org.gridseal.revocation;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;
import org.hibernate.SessionFactory;

/// Revocations in PostgreSQL, insert-only.
public final class HibernateRevocations implements Revocations {
  private final SessionFactory sessions;

  public HibernateRevocations(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<SiteId> siteOf(SerialNumber serialNumber) {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    "SELECT site_id FROM certificate WHERE serial_number = :serial", UUID.class)
                .setParameter("serial", serialNumber.toString())
                .getResultStream()
                .findFirst()
                .map(SiteId::new));
  }

  @Override
  public boolean add(Revoked revoked, String by) {
    return sessions.fromStatelessSession(
        session ->
            session
                    .createNativeMutationQuery(
                        """
                        INSERT INTO revocation (serial_number, reason, revoked_at, revoked_by)
                        VALUES (:serial, :reason, :at, :by) ON CONFLICT DO NOTHING
                        """)
                    .setParameter("serial", revoked.serialNumber().toString())
                    .setParameter("reason", revoked.reason().name())
                    .setParameter("at", revoked.at())
                    .setParameter("by", by)
                    .executeUpdate()
                == 1);
  }

  @Override
  public Status statusOf(SerialNumber serialNumber) {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    """
                    SELECT c.serial_number, r.revoked_at, r.reason FROM certificate c
                    LEFT JOIN revocation r ON r.serial_number = c.serial_number
                    WHERE c.serial_number = :serial
                    """,
                    Tuple.class)
                .setParameter("serial", serialNumber.toString())
                .getResultStream()
                .findFirst()
                .map(HibernateRevocations::statusOf)
                .orElseGet(Status.Unknown::new));
  }

  private static Status statusOf(Tuple row) {
    return row.get(1) == null ? new Status.Good() : new Status.Withdrawn(revoked(row));
  }

  @Override
  public List<Revoked> of(String authority, Instant now) {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    """
                    SELECT r.serial_number, r.revoked_at, r.reason FROM revocation r
                    JOIN certificate c ON c.serial_number = r.serial_number
                    WHERE c.authority = :authority AND c.not_after >= :now
                    ORDER BY r.revoked_at, r.serial_number
                    """,
                    Tuple.class)
                .setParameter("authority", authority)
                .setParameter("now", now)
                .getResultStream()
                .map(HibernateRevocations::revoked)
                .toList());
  }

  private static Revoked revoked(Tuple row) {
    return new Revoked(
        SerialNumber.fromString(row.get(0, String.class)),
        row.get(1, Instant.class),
        RevocationReason.valueOf(row.get(2, String.class)));
  }
}
