package org.gridseal.headend;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.database.Sql;
import org.gridseal.headend.Change.Kind;

/// Who is told of changes. Adding, removing, replaying and a new secret are recorded in the audit
/// log; where a webhook leads is not.
public final class Webhooks {
  /// More than any utility has head-ends, and few enough that all of them are sent to.
  public static final int MAXIMUM = 64;

  /// Given-up changes in one answer, the newest first.
  private static final int DEAD_SHOWN = 100;

  static final String COLUMNS =
      """
      id, url, kinds, secret_generation, secret_since, created_at, gone, position, attempts, first_attempt_at,
        next_attempt_at, last_attempt_at, last_outcome, last_delivery_at
      """;

  private static final String ALL = "SELECT " + COLUMNS + "FROM webhook ORDER BY id";
  private static final String ONE = "SELECT " + COLUMNS + "FROM webhook WHERE id = ?";

  /// The word "webhooks" in ASCII. Whoever counts them holds it to the end of the transaction, for
  /// two who count at once would each find room for one more.
  private static final long LOCK = 8603390863846894451L;

  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(" + LOCK + ")";

  private static final String ADD =
      """
      INSERT INTO webhook (id, url, kinds, secret_since, created_at, created_by, position,
        next_attempt_at)
      SELECT ?, ?, ?::text[], ?, ?, ?, last_change, ? FROM head_end_progress
      WHERE (SELECT count(*) FROM webhook) < ?
      """;

  private static final String REMOVE = "DELETE FROM webhook WHERE id = ?";

  private static final String ROTATE =
      """
      UPDATE webhook SET secret_generation = secret_generation + 1, secret_since = ?
      WHERE id = ? AND secret_generation = ?
      """;

  /// Whoever sends at this moment finds its lease gone, and writes nothing.
  private static final String REPLAY =
      """
      UPDATE webhook SET position = ?, gone = false, attempts = 0, first_attempt_at = NULL,
        next_attempt_at = ?, lease = NULL, leased_until = NULL
      WHERE id = ? AND ? <= (SELECT last_change FROM head_end_progress)
      """;

  private static final String DEAD =
      """
      SELECT place, attempts, first_attempt_at, given_up_at, last_outcome
      FROM webhook_dead WHERE webhook_id = ? ORDER BY place DESC LIMIT %d
      """
          .formatted(DEAD_SHOWN);

  private final Sql sql;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<UUID> ids;

  /// @param database whose connections take part in the transaction of the calling thread
  /// @param ids makes UUIDs of version 7
  public Webhooks(
      DataSource database,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<UUID> ids) {
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.ids = ids;
  }

  public List<Webhook> all() {
    return sql.all(ALL, Webhooks::read);
  }

  public Optional<Webhook> find(UUID id) {
    return sql.first(ONE, Webhooks::read, id);
  }

  /// Tells somebody of changes from now on.
  ///
  /// @param url checked by the caller
  /// @return nothing if there are 64 already
  public Optional<Webhook> add(URI url, Set<Kind> kinds, Actor by) {
    UUID id = ids.get();
    Instant now = time.instant();
    boolean added =
        transactions.durably(
            () -> {
              sql.first(ONE_AT_A_TIME, _ -> LOCK);
              int written =
                  sql.write(
                      ADD,
                      id,
                      url.toString(),
                      Sql.column("text", List.copyOf(kinds), Kind::name),
                      now,
                      now,
                      by.subject(),
                      now,
                      MAXIMUM);
              if (written > 0) {
                log.append(by, new Event.WebhookAdded(id));
              }
              return written > 0;
            });
    return added ? find(id) : Optional.empty();
  }

  /// Tells nobody under it any more, and forgets what was given up.
  ///
  /// @return false if there is none
  public boolean remove(UUID id, Actor by) {
    return transactions.durably(
        () -> {
          boolean removed = sql.write(REMOVE, id) > 0;
          if (removed) {
            log.append(by, new Event.WebhookRemoved(id));
          }
          return removed;
        });
  }

  /// Makes a new secret; the one before signs beside it for a day.
  ///
  /// @param generation of the secret that is to be followed, lest two who rotate at once lose one
  /// @return nothing if there is no such webhook with that secret
  public Optional<Webhook> rotate(UUID id, int generation, Actor by) {
    boolean rotated =
        transactions.durably(
            () -> {
              boolean moved = sql.write(ROTATE, time.instant(), id, generation) > 0;
              if (moved) {
                log.append(by, new Event.WebhookSecretRotated(id));
              }
              return moved;
            });
    return rotated ? find(id) : Optional.empty();
  }

  /// Tells everything after a place once more, from the next moment on, also to a receiver that had
  /// said it was gone.
  ///
  /// @param after no change beyond the newest
  /// @return false if there is no such webhook or no such place
  public boolean replay(UUID id, long after, Actor by) {
    return transactions.durably(
        () -> {
          boolean moved = sql.write(REPLAY, after, time.instant(), id, after) > 0;
          if (moved) {
            log.append(by, new Event.WebhookReplayed(id, after));
          }
          return moved;
        });
  }

  /// What its receiver did not take in time; the newest hundred, the newest first.
  public List<Webhook.Dead> dead(UUID id) {
    return sql.all(
        DEAD,
        row ->
            new Webhook.Dead(
                row.getLong(1),
                row.getInt(2),
                Sql.instant(row, 3),
                Sql.instant(row, 4),
                row.getString(5)),
        id);
  }

  static Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        row.getObject(1, UUID.class),
        URI.create(row.getString(2)),
        kinds((String[]) row.getArray(3).getArray()),
        row.getInt(4),
        Sql.instant(row, 5),
        Sql.instant(row, 6),
        row.getBoolean(7),
        row.getLong(8),
        row.getInt(9),
        Subjects.instant(row, 10),
        Sql.instant(row, 11),
        Subjects.instant(row, 12),
        Optional.ofNullable(row.getString(13)),
        Subjects.instant(row, 14));
  }

  private static Set<Kind> kinds(String... names) {
    return Arrays.stream(names)
        .map(Kind::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
  }
}
