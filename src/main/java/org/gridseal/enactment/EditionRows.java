package org.gridseal.enactment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.database.Sql;
import org.gridseal.enactment.Enactment.Agreement;
import org.gridseal.enactment.Enactment.InForce;
import org.gridseal.policy.Edition;
import org.gridseal.policy.PolicyVersion;

/// Editions, agreements and enactments in PostgreSQL. What is written stays.
public final class EditionRows {
  /// The eight letters of "enacting", as a number nobody else will lock.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7308886325051616871)";

  private static final String STEP = "SELECT coalesce(max(step), 0) FROM policy_enactment";

  private static final String LAST =
      "SELECT step, edition, enacted_at FROM policy_enactment ORDER BY step DESC LIMIT 1";

  private static final String FILES =
      "SELECT content FROM policy_edition JOIN policy_version USING (version) WHERE edition = ?";

  private static final String NAME =
      "INSERT INTO policy_edition (edition, version) SELECT ?, unnest(?::bytea[])"
          + " ON CONFLICT DO NOTHING";

  private static final String PROPOSE =
      "INSERT INTO policy_proposal (step, edition, proposed_at) VALUES (?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private static final String AGREE =
      "INSERT INTO policy_agreement (step, edition, person, agreed_at) VALUES (?, ?, ?, ?)";

  private static final String AGREEMENTS =
      "SELECT person, agreed_at FROM policy_agreement WHERE step = ? AND edition = ?"
          + " ORDER BY agreed_at, person";

  private static final String ENACT =
      "INSERT INTO policy_enactment (step, edition, enacted_at) VALUES (?, ?, ?)";

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public EditionRows(DataSource database) {
    this.sql = new Sql(database);
  }

  /// One at a time, until the caller's transaction ends.
  void lock() {
    sql.all(LOCK, row -> true);
  }

  int step() {
    return sql.first(STEP, row -> row.getInt(1)).orElseThrow();
  }

  Optional<InForce> last() {
    return sql.first(
            LAST,
            row ->
                new Enacted(
                    row.getInt(1), PolicyVersion.ofDigest(row.getBytes(2)), Sql.instant(row, 3)))
        .map(it -> new InForce(it.step(), edition(it.edition()), it.at()));
  }

  private record Enacted(int step, PolicyVersion edition, Instant at) {}

  private Edition edition(PolicyVersion id) {
    return new Edition(sql.all(FILES, row -> row.getBytes(1), (Object) id.digest()));
  }

  /// @return false if it was proposed before
  boolean propose(int step, Edition edition, Instant at) {
    name(edition);
    return sql.write(PROPOSE, step, edition.id().digest(), at) == 1;
  }

  void agree(int step, Edition edition, Agreement agreement) {
    sql.write(AGREE, step, edition.id().digest(), agreement.person(), agreement.at());
  }

  List<Agreement> agreements(int step, Edition edition) {
    return sql.all(
        AGREEMENTS,
        row -> new Agreement(row.getString(1), Sql.instant(row, 2)),
        step,
        edition.id().digest());
  }

  void enact(InForce now) {
    name(now.edition());
    sql.write(ENACT, now.step(), now.edition().id().digest(), now.since());
  }

  private void name(Edition edition) {
    sql.write(
        NAME,
        edition.id().digest(),
        Sql.column("bytea", edition.files(), file -> PolicyVersion.of(file).digest()));
  }
}
