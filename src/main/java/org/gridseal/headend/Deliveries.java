package org.gridseal.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.database.Sql;

/// Which message is to be sent next, and what became of it: one row for each webhook.
///
/// Whoever sends holds a lease, so one replica at a time does, without a transaction that stays
/// open while a receiver takes its time. A replica that dies holds it until it ends, and then the
/// same message is sent again: at least once, and in the order of the changes.
final class Deliveries {
  /// Longer than any attempt takes, with what clocks of replicas may differ by.
  static final Duration LEASE = Courier.PATIENCE.plusSeconds(35);

  private static final String CLAIM =
      """
      UPDATE webhook SET lease = ?, leased_until = ? WHERE id = (
        SELECT w.id FROM webhook w, head_end_progress p
        WHERE NOT w.gone AND w.position < p.last_change AND w.next_attempt_at <= ?
          AND (w.leased_until IS NULL OR w.leased_until <= ?)
        ORDER BY w.next_attempt_at LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
      RETURNING
      """
          + Webhooks.COLUMNS;

  /// Of all that follow, only whoever still holds the lease writes.
  private static final String TAKEN =
      """
      WITH moved AS (
        UPDATE webhook SET position = ?, attempts = 0, first_attempt_at = NULL,
          next_attempt_at = ?, last_attempt_at = ?, last_outcome = ?, last_delivery_at = ?,
          leased_until = ?
        WHERE id = ? AND lease = ? RETURNING *),
      revived AS (
        DELETE FROM webhook_dead USING moved WHERE webhook_id = moved.id AND place = moved.position)
      SELECT
      """
          + Webhooks.COLUMNS
          + "FROM moved";

  private static final String PASSED =
      "UPDATE webhook SET position = ?, lease = NULL, leased_until = NULL WHERE id = ? AND lease ="
          + " ?";

  private static final String FAILED =
      """
      UPDATE webhook SET attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?),
        next_attempt_at = ?, last_attempt_at = ?, last_outcome = ?, gone = ?, lease = NULL,
        leased_until = NULL
      WHERE id = ? AND lease = ?
      """;

  private static final String GIVEN_UP =
      """
      WITH moved AS (
        UPDATE webhook SET position = ?, attempts = 0, first_attempt_at = NULL,
          next_attempt_at = ?, last_attempt_at = ?, last_outcome = ?, lease = NULL,
          leased_until = NULL
        WHERE id = ? AND lease = ? RETURNING id)
      INSERT INTO webhook_dead (webhook_id, place, attempts, first_attempt_at, given_up_at,
        last_outcome)
      SELECT id, ?, ?, ?, ?, ? FROM moved
      ON CONFLICT (webhook_id, place) DO UPDATE SET attempts = excluded.attempts,
        first_attempt_at = excluded.first_attempt_at, given_up_at = excluded.given_up_at,
        last_outcome = excluded.last_outcome
      """;

  private final Sql sql;
  private final RetrySchedule schedule;
  private final Supplier<UUID> ids;

  /// @param database asked outside of any transaction
  /// @param chance from 0, inclusive, to 1, exclusive
  Deliveries(DataSource database, DoubleSupplier chance, Supplier<UUID> ids) {
    this.sql = new Sql(database);
    this.schedule = new RetrySchedule(chance);
    this.ids = ids;
  }

  /// A webhook that something is to be sent to, if nobody else does; ours until the lease ends.
  Optional<Claim> claim(Instant now) {
    UUID lease = ids.get();
    return sql.first(CLAIM, Webhooks::read, lease, now.plus(LEASE), now, now)
        .map(webhook -> new Claim(webhook, lease));
  }

  /// There was nothing up to here that this receiver wants; gives the lease back.
  void passed(Claim claim, long place) {
    sql.write(PASSED, place, claim.webhook().id(), claim.lease());
  }

  /// The change was taken, and is given up no more if it was; the lease goes on.
  ///
  /// @return the same claim as it is now; nothing if it is ours no more
  Optional<Claim> taken(Claim claim, Change change, String outcome, Instant now) {
    return sql.first(
            TAKEN,
            Webhooks::read,
            change.place(),
            now,
            now,
            outcome,
            now,
            now.plus(LEASE),
            claim.webhook().id(),
            claim.lease())
        .map(moved -> new Claim(moved, claim.lease()));
  }

  /// The change was not taken: it is tried again later, or given up. Gives the lease back.
  void failed(
      Claim claim, Change change, String outcome, Optional<Duration> retryAfter, Instant now) {
    Webhook webhook = claim.webhook();
    Instant first = webhook.firstAttemptAt().orElse(now);
    int attempts = webhook.attempts() + 1;
    Optional<Instant> next = schedule.next(attempts, first, now, retryAfter);
    if (next.isPresent()) {
      sql.write(FAILED, now, next.get(), now, outcome, false, webhook.id(), claim.lease());
    } else {
      sql.write(
          GIVEN_UP,
          change.place(),
          now,
          now,
          outcome,
          webhook.id(),
          claim.lease(),
          change.place(),
          attempts,
          first,
          now,
          outcome);
    }
  }

  /// The receiver wants nothing any more.
  void gone(Claim claim, String outcome, Instant now) {
    sql.write(FAILED, now, now, now, outcome, true, claim.webhook().id(), claim.lease());
  }

  /// A webhook that nobody else sends to.
  record Claim(Webhook webhook, UUID lease) {}
}
