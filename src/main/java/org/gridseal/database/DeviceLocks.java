package org.gridseal.database;

import java.util.List;
import java.util.UUID;

/// Locks on devices, at every replica, until the transaction of the caller ends.
///
/// Whoever keeps certificates of a device has its lock, and so has whoever takes it out, alone or
/// with its site: one of the two always sees what the other wrote.
///
/// So that no two wait for each other, a piece of work takes its locks in this order:
///
/// 1. what a measure is about (`authorisation.PostgresMeasures`);
/// 2. devices, all that it wants at once, in the order of their keys (here);
/// 3. the rows of sites and devices, and what their triggers lock (`V7__authorisation.sql`);
/// 4. the histories in which positions follow the commits (`revocation.PostgresRevocations`,
///    `authorisation.PostgresAuthorisations`).
///
/// Two pieces in one commit can still break it between them. PostgreSQL ends one of those who wait
/// for each other, and `audit.GroupCommit` runs its pieces again, each alone.
public final class DeviceLocks {
  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(device.key) FROM (
        SELECT DISTINCT hashtextextended(id::text, 0) AS key FROM unnest(?::uuid[]) AS of (id)
        ORDER BY key) AS device
      """;

  private final Sql sql;

  /// @param sql in the transaction of the caller
  public DeviceLocks(Sql sql) {
    this.sql = sql;
  }

  /// Returns when all are had. The next statement, and no earlier one, sees what was written under
  /// them before.
  ///
  /// @param devices the 500 of a site at most (`Application.MOST_PARTS`); PostgreSQL has room for
  ///   6,400 locks of all who are at work, unless it was told otherwise
  ///   (`max_locks_per_transaction`)
  public void take(List<UUID> devices) {
    if (!devices.isEmpty()) {
      sql.all(LOCK, row -> true, Sql.column("uuid", devices, it -> it));
    }
  }
}
