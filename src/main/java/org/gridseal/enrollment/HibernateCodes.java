package org.gridseal.enrollment;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.OneTimeCodes.Kept;
import org.gridseal.site.DeviceId;
import org.hibernate.SessionFactory;

/// One-time codes in PostgreSQL, insert-only.
public final class HibernateCodes implements OneTimeCodes.Store {
  private final SessionFactory sessions;

  public HibernateCodes(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy) {
    sessions.inStatelessSession(
        session ->
            session
                .createNativeMutationQuery(
                    """
                    INSERT INTO one_time_code
                      (id, device_id, salt, iterations, hash, issued_at, expires_at, issued_by)
                    VALUES (:id, :device, :salt, :iterations, :hash, :issued, :expires, :by)
                    """)
                .setParameter("id", code.id())
                .setParameter("device", code.device().value())
                .setParameter("salt", HexFormat.of().parseHex(code.hash().salt()))
                .setParameter("iterations", code.hash().iterations())
                .setParameter("hash", HexFormat.of().parseHex(code.hash().value()))
                .setParameter("issued", issuedAt)
                .setParameter("expires", expiresAt)
                .setParameter("by", issuedBy)
                .executeUpdate());
  }

  @Override
  public List<Kept> of(DeviceId device, Instant now) {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    """
                    SELECT c.id, c.salt, c.iterations, c.hash, u.serial_number
                    FROM one_time_code c LEFT JOIN one_time_code_use u ON u.code_id = c.id
                    WHERE c.device_id = :device AND c.expires_at > :now
                    ORDER BY c.issued_at DESC LIMIT 4
                    """,
                    Tuple.class)
                .setParameter("device", device.value())
                .setParameter("now", now)
                .getResultStream()
                .map(row -> read(row, device))
                .toList());
  }

  private static Kept read(Tuple row, DeviceId device) {
    return new Kept(
        row.get(0, UUID.class),
        device,
        new CodeHash(
            HexFormat.of().formatHex(row.get(1, byte[].class)),
            row.get(2, Number.class).intValue(),
            HexFormat.of().formatHex(row.get(3, byte[].class))),
        Optional.ofNullable(row.get(4, String.class)).map(SerialNumber::fromString));
  }

  @Override
  public boolean spend(UUID code, SerialNumber certificate, Instant at) {
    return sessions.fromStatelessSession(
        session ->
            session
                    .createNativeMutationQuery(
                        """
                        INSERT INTO one_time_code_use (code_id, serial_number, used_at)
                        VALUES (:code, :serial, :at) ON CONFLICT DO NOTHING
                        """)
                    .setParameter("code", code)
                    .setParameter("serial", certificate.toString())
                    .setParameter("at", at)
                    .executeUpdate()
                == 1);
  }
}
