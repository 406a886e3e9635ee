package org.gridseal.audit;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.database.Sql;
import org.gridseal.policy.PolicyVersion;

/// Every policy file that was ever in force, for ever: a decision of ten years ago can be repeated.
public final class PolicyVersions {
  private static final String KEEP =
      "INSERT INTO policy_version (version, content, kept_at) VALUES (?, ?, ?)"
          + " ON CONFLICT (version) DO NOTHING";

  private static final String FIND = "SELECT content FROM policy_version WHERE version = ?";

  private final Sql sql;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;

  public PolicyVersions(
      DataSource database, Transactions transactions, AuditLog log, InstantSource time) {
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.log = log;
    this.time = time;
  }

  /// Keeps a file, and tells the log when it is new; it is durable on return. May be repeated, and
  /// done by several replicas at once.
  public void keep(byte[] yaml) {
    byte[] version = PolicyVersion.of(yaml).digest();
    transactions.durably(
        () -> {
          if (sql.write(KEEP, version, yaml, time.instant()) == 1) {
            log.append(Actor.GRIDSEAL, new Event.PolicyKept(Hash.of(version)));
          }
        });
  }

  /// The file of that version.
  public Optional<byte[]> find(PolicyVersion version) {
    return sql.first(FIND, row -> row.getBytes(1), (Object) version.digest());
  }
}
