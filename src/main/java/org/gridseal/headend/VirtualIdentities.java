package org.gridseal.headend;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.Violation;
import org.gridseal.site.VirtualLfdi;

/// Gives LFDIs to devices that an aggregator speaks for and that have no certificate. Once, and for
/// ever: what head-ends have learned is not taken back under them.
public final class VirtualIdentities {
  private static final String DEVICE =
      """
      SELECT d.site_id, d.lfdi IS NOT NULL, a.enterprise_number, v.lfdi, d.managed_by,
        EXISTS (SELECT FROM issuance_intent i JOIN certificate c USING (serial_number)
          WHERE i.device_id = d.id)
      FROM device d
      LEFT JOIN aggregator a ON a.id = d.managed_by AND a.active
      LEFT JOIN virtual_identity v ON v.device_id = d.id
      WHERE d.id = ? AND NOT d.released
      """;

  /// No certificate may have it, of ours or of a factory's; that no other device has it virtually
  /// the primary key says.
  private static final String ASSIGN =
      """
      INSERT INTO virtual_identity (lfdi, device_id, aggregator_id, assigned_at, assigned_by)
      SELECT given.lfdi, ?, ?, ?, ? FROM (SELECT ?::bytea AS lfdi) AS given
      WHERE NOT EXISTS (SELECT FROM certificate c WHERE c.lfdi = given.lfdi)
        AND NOT EXISTS (SELECT FROM device d WHERE d.lfdi = given.lfdi)
        AND NOT EXISTS (SELECT FROM aggregator a WHERE a.lfdi = given.lfdi)
      ON CONFLICT DO NOTHING
      """;

  private final Sql sql;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<byte[]> chosen;

  /// @param database whose connections take part in the transaction of the calling thread
  /// @param chosen makes 16 octets that nobody has made before
  public VirtualIdentities(
      DataSource database,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<byte[]> chosen) {
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.chosen = chosen;
  }

  /// Makes 16 octets at random.
  public static Supplier<byte[]> drawnFrom(SecureRandom chance) {
    return () -> {
      byte[] octets = new byte[VirtualLfdi.CHOSEN];
      chance.nextBytes(octets);
      return octets;
    };
  }

  /// What became of the wish for an LFDI.
  public sealed interface Result {
    record Assigned(VirtualLfdi lfdi) implements Result {}

    record Refused(Violation reason) implements Result {}

    record NoSuchDevice() implements Result {}
  }

  /// Gives a device its LFDI, durably.
  ///
  /// @param wished what the aggregator chose; without one, it is chosen by chance
  public Result assign(DeviceId device, Optional<VirtualLfdi> wished, Actor by) {
    return transactions.durably(
        () ->
            sql.first(DEVICE, Candidate::of, device.value())
                .map(candidate -> assign(device, candidate, wished, by))
                .orElseGet(Result.NoSuchDevice::new));
  }

  private Result assign(
      DeviceId device, Candidate candidate, Optional<VirtualLfdi> wished, Actor by) {
    Optional<Result> refusal = candidate.objection(wished).map(Result.Refused::new);
    return refusal.orElseGet(
        () -> {
          long enterprise = candidate.enterprise().orElseThrow();
          VirtualLfdi lfdi = wished.orElseGet(() -> VirtualLfdi.of(chosen.get(), enterprise));
          return write(device, candidate, lfdi, by);
        });
  }

  private Result write(DeviceId device, Candidate candidate, VirtualLfdi lfdi, Actor by) {
    int written =
        sql.write(
            ASSIGN,
            device.value(),
            candidate.aggregator().orElseThrow(),
            time.instant(),
            by.subject(),
            lfdi.lfdi().bytes());
    if (written == 0) {
      return new Result.Refused(
          new Violation("/lfdi", "lfdi-unused", "choose another; something has this one"));
    }
    log.append(by, new Event.VirtualIdentityAssigned(candidate.site(), device));
    return new Result.Assigned(lfdi);
  }

  /// A device as far as this matters.
  private record Candidate(
      SiteId site,
      boolean hasFactoryLfdi,
      Optional<Long> enterprise,
      Optional<Lfdi> assigned,
      Optional<UUID> aggregator,
      boolean hasCertificate) {
    static Candidate of(ResultSet row) throws SQLException {
      return new Candidate(
          new SiteId(row.getObject(1, UUID.class)),
          row.getBoolean(2),
          Optional.ofNullable(row.getObject(3, Long.class)),
          Optional.ofNullable(row.getBytes(4)).map(Lfdi::of),
          Optional.ofNullable(row.getObject(5, UUID.class)),
          row.getBoolean(6));
    }

    Optional<Violation> objection(Optional<VirtualLfdi> wished) {
      return List.of(
              check(
                  aggregator.isPresent() && enterprise.isPresent(),
                  "managed-by",
                  "only a device of an active aggregator with an enterprise number has one"),
              check(assigned.isEmpty(), "lfdi-assigned-once", "it has one already, and keeps it"),
              check(
                  !hasFactoryLfdi && !hasCertificate,
                  "no-certificate",
                  "the device has a certificate, and its LFDI follows from that"),
              check(
                  wished.isEmpty()
                      || enterprise.filter(it -> it == wished.get().enterpriseNumber()).isPresent(),
                  "enterprise-number",
                  "end it with the aggregator's enterprise number in eight hexadecimal digits"))
          .stream()
          .flatMap(Optional::stream)
          .findFirst();
    }

    private static Optional<Violation> check(boolean claim, String rule, String sentence) {
      return claim ? Optional.empty() : Optional.of(new Violation("/lfdi", rule, sentence));
    }
  }
}
