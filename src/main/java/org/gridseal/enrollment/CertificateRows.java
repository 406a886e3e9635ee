package org.gridseal.enrollment;

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
import org.gridseal.database.Sql;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Successor;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// Writes signed certificates, each with what it takes over from; two round trips, however many.
final class CertificateRows {
  /// Until the transaction ends nobody else keeps certificates of the same devices. In the order of
  /// their keys, so that two who want several do not wait for each other. The next statement sees
  /// what was kept before the locks were had.
  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(device.key) FROM (
        SELECT DISTINCT hashtextextended(id::text, 0) AS key FROM unnest(?::uuid[]) AS of (id)
        ORDER BY key) AS device
      """;

  /// The fences (OFFSET 0) keep PostgreSQL to one look-up a certificate, whatever it knew of the
  /// tables when it made its plan.
  private static final String WRITE =
      """
      WITH given AS (
        SELECT * FROM unnest(?::bytea[], ?::uuid[], ?::text[], ?::bytea[], ?::bytea[],
            ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
          AS of (serial_number, device_id, profile, lfdi, signature, not_after, issued_at,
            overlap_until)),
      linked AS (
        SELECT given.*, head.serial_number AS predecessor_serial,
          coalesce(head.lfdi, registered.lfdi) AS predecessor,
          least(given.overlap_until, head.not_after) AS both_until,
          coalesce(head.ordinal, 0) + 1 AS ordinal
        FROM given
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
        FROM linked
        ON CONFLICT (serial_number) DO NOTHING
        RETURNING serial_number, ordinal, predecessor, overlap_until),
      moved AS (
        INSERT INTO chain_head (device_id, profile, serial_number)
        SELECT linked.device_id, linked.profile, serial_number
        FROM kept JOIN linked USING (serial_number)
        ON CONFLICT (device_id, profile) DO UPDATE SET serial_number = excluded.serial_number)
      SELECT serial_number, kept.ordinal, kept.predecessor, kept.overlap_until, predecessor_serial
      FROM kept JOIN linked USING (serial_number)
      """;

  private final Sql sql;

  /// @param sql in the transaction of the caller
  CertificateRows(Sql sql) {
    this.sql = sql;
  }

  List<Keeping> write(List<Successor> certificates) {
    if (!certificates.isEmpty()) {
      sql.all(
          LOCK, row -> true, column("uuid", certificates, it -> it.certificate().device().value()));
    }
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
                column("timestamptz", certificates, Successor::overlapUntil))
            .stream()
            .collect(toMap(Written::serialNumber, it -> it));
    return certificates.stream().map(it -> answer(it, written)).toList();
  }

  private static Keeping answer(Successor given, Map<SerialNumber, Written> written) {
    Written row = written.get(given.certificate().serialNumber());
    return row == null ? new Keeping.Late() : new Keeping.Kept(row.link(given.certificate()));
  }

  private record Chain(DeviceId device, String profile) {
    static Chain of(KeptCertificate certificate) {
      return new Chain(certificate.device(), certificate.profile());
    }
  }

  /// What was found out while it was written.
  private record Written(
      SerialNumber serialNumber,
      int ordinal,
      @Nullable Lfdi predecessor,
      @Nullable Instant overlapUntil,
      Optional<SerialNumber> predecessorSerial) {
    static Written of(ResultSet row) throws SQLException {
      byte[] predecessor = row.getBytes(3);
      return new Written(
          SerialNumber.ofOctets(row.getBytes(1)),
          row.getInt(2),
          predecessor == null ? null : Lfdi.of(predecessor),
          predecessor == null ? null : Sql.instant(row, 4),
          Optional.ofNullable(row.getBytes(5)).map(SerialNumber::ofOctets));
    }

    Optional<Succession> link(KeptCertificate kept) {
      return predecessor == null || overlapUntil == null
          ? Optional.empty()
          : Optional.of(
              new Succession(
                  kept.device(),
                  kept.profile(),
                  ordinal,
                  predecessor,
                  predecessorSerial,
                  kept.lfdi(),
                  serialNumber,
                  kept.issuedAt(),
                  overlapUntil));
    }
  }
}
