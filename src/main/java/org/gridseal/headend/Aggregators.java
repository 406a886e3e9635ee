package org.gridseal.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.database.Sql;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;

/// The aggregators, and the number with which each forms the LFDIs of devices that have no
/// certificate.
public final class Aggregators {
  /// Nobody has 0, and more does not fit into eight hexadecimal digits (docs/decisions/0033).
  private static final long MAXIMUM = 0xFFFF_FFFFL;

  private static final String ALL =
      "SELECT id, organisation, name, lfdi, active, enterprise_number FROM aggregator ORDER BY name";

  /// Two who ask at once for one number are told apart by the table itself.
  private static final String LOCKED =
      """
      SELECT a.enterprise_number,
        EXISTS (SELECT FROM virtual_identity v WHERE v.aggregator_id = a.id),
        EXISTS (SELECT FROM aggregator o WHERE o.enterprise_number = ? AND o.id <> a.id)
      FROM aggregator a WHERE a.id = ? FOR UPDATE
      """;

  private static final String ASSIGN = "UPDATE aggregator SET enterprise_number = ? WHERE id = ?";

  private final Sql sql;
  private final Transactions transactions;
  private final AuditLog log;

  /// @param database whose connections take part in the transaction of the calling thread
  public Aggregators(DataSource database, Transactions transactions, AuditLog log) {
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.log = log;
  }

  /// An aggregator as the register has it.
  ///
  /// @param lfdi of its own certificate
  public record Entry(
      UUID id,
      String organisation,
      String name,
      Optional<Lfdi> lfdi,
      boolean active,
      Optional<Long> enterpriseNumber) {}

  /// What became of a number.
  public sealed interface Result {
    /// It is the aggregator's, durably.
    record Assigned() implements Result {}

    record Refused(Violation reason) implements Result {}

    record NoSuchAggregator() implements Result {}
  }

  public List<Entry> all() {
    return sql.all(ALL, Aggregators::read);
  }

  /// Gives an aggregator its number. As long as no LFDI has been formed with the one before, it can
  /// be corrected.
  ///
  /// @param number the IANA private enterprise number (RFC 9371 §2.1)
  public Result assign(UUID aggregator, long number, Actor by) {
    if (number < 1 || number > MAXIMUM) {
      return refused("enterprise-number", "give a number from 1 to 4294967295");
    }
    return transactions.durably(
        () ->
            sql.first(LOCKED, Candidate::of, number, aggregator)
                .map(candidate -> assign(aggregator, candidate, number, by))
                .orElseGet(Result.NoSuchAggregator::new));
  }

  private Result assign(UUID aggregator, Candidate candidate, long number, Actor by) {
    if (candidate.number().equals(Optional.of(number))) {
      return new Result.Assigned();
    }
    if (candidate.used()) {
      return refused("number-unused", "it has formed LFDIs with its number, and keeps it");
    }
    if (candidate.taken()) {
      return refused("number-free", "another aggregator has this number");
    }
    sql.write(ASSIGN, number, aggregator);
    log.append(by, new Event.EnterpriseNumberAssigned(aggregator, number));
    return new Result.Assigned();
  }

  private static Result refused(String rule, String sentence) {
    return new Result.Refused(new Violation("/enterpriseNumber", rule, sentence));
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getBytes(4)).map(Lfdi::of),
        row.getBoolean(5),
        Optional.ofNullable(row.getObject(6, Long.class)));
  }

  /// @param used whether an LFDI was formed with its number
  /// @param taken whether another aggregator has the new one
  private record Candidate(Optional<Long> number, boolean used, boolean taken) {
    static Candidate of(ResultSet row) throws SQLException {
      return new Candidate(
          Optional.ofNullable(row.getObject(1, Long.class)), row.getBoolean(2), row.getBoolean(3));
    }
  }
}
