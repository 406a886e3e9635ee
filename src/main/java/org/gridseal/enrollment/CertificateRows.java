package org.gridseal.enrollment;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.gridseal.database.Sql.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DeviceLocks;
import org.gridseal.database.Sql;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Successor;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// Writes signed certificates, each with what it takes over from; two round trips, however many.
final class CertificateRows {
  /// Keeps those whose device and site are still open, and whose shown certificate is still good;
  /// no other is written. The fences (OFFSET 0) keep PostgreSQL to one look-up a certificate,
  /// whatever it knew of the tables when it made its plan.
  private static final String WRITE =
      """
      WITH given AS (
        SELECT * FROM unnest(?::bytea[], ?::uuid[], ?::text[], ?::bytea[], ?::bytea[],
            ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bytea[])
          AS of (serial_number, device_id, profile, lfdi, signature, not_after, issued_at,
            overlap_until, shown)),
      linked AS (
        SELECT given.*, head.serial_number AS predecessor_serial,
          coalesce(head.lfdi, registered.lfdi) AS predecessor,
          least(given.overlap_until, head.not_after) AS both_until,
          coalesce(head.ordinal, 0) + 1 AS ordinal,
          holder.held IS TRUE AS held, holder.open IS TRUE AS open,
          ended.step IS NOT NULL AS revoked
        FROM given
        LEFT JOIN LATERAL (
          SELECT NOT d.released AS held, NOT d.suspended AND s.state = 'APPROVED' AS open
          FROM device d JOIN site s ON s.id = d.site_id
          WHERE d.id = given.device_id OFFSET 0) AS holder ON true
        LEFT JOIN LATERAL last_revocation(given.shown) AS ended ON ended.reason <> 8
        LEFT JOIN LATERAL (
          SELECT c.serial_number, c.lfdi, c.not_after, c.ordinal
          FROM chain_head h JOIN certificate c ON c.serial_number = h.serial_number
          WHERE h.device_id = given.device_id AND h.profile = given.profile OFFSET 0) AS head
          ON true
        LEFT JOIN LATERAL (
          SELECT coalesce(d.lfdi, v.lfdi) AS lfdi
          FROM device d LEFT JOIN virtual_identity v ON v.device_id = d.id
          WHERE head.lfdi IS NULL AND d.id = given.device_id AND d.profile = given.profile
          OFFSET 0) AS registered ON true),
      kept AS (
        INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at, predecessor,
          overlap_until, ordinal)
        SELECT serial_number, lfdi, signature, not_after, issued_at, predecessor,
          CASE WHEN predecessor IS NOT NULL THEN greatest(issued_at, both_until) END,
          CASE WHEN predecessor IS NOT NULL THEN ordinal ELSE 0 END
        FROM linked WHERE held AND open AND NOT revoked
        ON CONFLICT (serial_number) DO NOTHING
        RETURNING serial_number, ordinal, predecessor, overlap_until),
      moved AS (
        INSERT INTO chain_head (device_id, profile, serial_number)
        SELECT linked.device_id, linked.profile, serial_number
        FROM kept JOIN linked USING (serial_number)
        ON CONFLICT (device_id, profile) DO UPDATE SET serial_number = excluded.serial_number)
      SELECT serial_number, held, open, revoked, kept.ordinal, kept.predecessor,
        kept.overlap_until, predecessor_serial
      FROM linked LEFT JOIN kept USING (serial_number)
      """;

  private final Sql sql;
  private final DeviceLocks locks;

  /// @param sql in the transaction of the caller
  CertificateRows(Sql sql) {
    this.sql = sql;
    this.locks = new DeviceLocks(sql);
  }

  List<Keeping> write(List<Successor> certificates) {
    locks.take(certificates.stream().map(it -> it.certificate().device().value()).toList());
    List<Keeping> answers = new ArrayList<>();
    int from = 0;
    while (from < certificates.size()) {
      List<Successor> together = firstOfEachChain(certificates.subList(from, certificates.size()));
      answers.addAll(writeOnce(together));
      from += together.size();
    }
    return answers;
  }

  /// As many as have no chain in common: what comes after them in a chain is to see them there.
  private static List<Successor> firstOfEachChain(List<Successor> certificates) {
    Set<Chain> chains = new HashSet<>();
    return certificates.stream().takeWhile(it -> chains.add(Chain.of(it.certificate()))).toList();
  }

  private List<Keeping> writeOnce(List<Successor> certificates) {
    Map<SerialNumber, Written> written =
        sql
            .all(
                WRITE,
                Written::of,
                column("bytea", certificates, it -> it.certificate().serialNumber().octets()),
                column("uuid", certificates, it -> it.certificate().device().value()),
                column("text", certificates, it -> it.certificate().profile()),
                column("bytea", certificates, it -> it.certificate().lfdi().bytes()),
                column("bytea", certificates, it -> it.certificate().signature()),
                column("timestamptz", certificates, it -> it.certificate().notAfter()),
                column("timestamptz", certificates, it -> it.certificate().issuedAt()),
                column("timestamptz", certificates, Successor::overlapUntil),
                column("bytea", certificates, CertificateRows::shownTo))
            .stream()
            .collect(toMap(Written::serialNumber, it -> it));
    return certificates.stream()
        .map(Successor::certificate)
        .map(it -> requireNonNull(written.get(it.serialNumber())).answer(it))
        .toList();
  }

  private static byte @Nullable [] shownTo(Successor successor) {
    return successor.shown().map(SerialNumber::octets).orElse(null);
  }

  private record Chain(DeviceId device, String profile) {
    static Chain of(KeptCertificate certificate) {
      return new Chain(certificate.device(), certificate.profile());
    }
  }

  /// What was found out while it was written, or was not.
  ///
  /// @param ordinal null if it was not
  private record Written(
      SerialNumber serialNumber,
      boolean held,
      boolean open,
      boolean revoked,
      @Nullable Integer ordinal,
      @Nullable Lfdi predecessor,
      @Nullable Instant overlapUntil,
      Optional<SerialNumber> predecessorSerial) {
    static Written of(ResultSet row) throws SQLException {
      byte[] predecessor = row.getBytes(6);
      return new Written(
          SerialNumber.ofOctets(row.getBytes(1)),
          row.getBoolean(2),
          row.getBoolean(3),
          row.getBoolean(4),
          row.getObject(5, Integer.class),
          predecessor == null ? null : Lfdi.of(predecessor),
          predecessor == null ? null : Sql.instant(row, 7),
          Optional.ofNullable(row.getBytes(8)).map(SerialNumber::ofOctets));
    }

    Keeping answer(KeptCertificate given) {
      if (ordinal != null) {
        return new Keeping.Kept(link(given, ordinal));
      }
      return held && open && !revoked
          ? new Keeping.Late()
          : new Keeping.Closed(held, open, revoked);
    }

    private Optional<Succession> link(KeptCertificate kept, int place) {
      return predecessor == null || overlapUntil == null
          ? Optional.empty()
          : Optional.of(
              new Succession(
                  kept.device(),
                  kept.profile(),
                  place,
                  predecessor,
                  predecessorSerial,
                  kept.lfdi(),
                  serialNumber,
                  kept.issuedAt(),
                  overlapUntil));
    }
  }
}
