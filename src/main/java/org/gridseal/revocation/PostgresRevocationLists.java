package org.gridseal.revocation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.Partition;
import org.gridseal.database.DatabaseException;
import org.gridseal.database.Sql;
import org.jspecify.annotations.Nullable;

/// CRLs in PostgreSQL: a row publishes a list, its content lies in chunks.
public final class PostgresRevocationLists implements RevocationLists {
  static final String COLUMNS =
      """
      authority, partitions, partition, number, base, this_update, next_update, covered, entries,
        octets, content
      """;

  /// The eight letters of "crl list", as a number nobody else will lock.
  private static final long LOCK = 0x63726c206c697374L;

  /// Held until the commit, so that positions are seen in their order. Nobody waits for it unless
  /// two replicas make lists, because the connection of one was lost and its [Cut]'s lock with it.
  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(" + LOCK + ")";

  private static final String PUBLISH =
      "INSERT INTO revocation_list ("
          + COLUMNS
          + ", delta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private static final String NEWEST =
      "SELECT "
          + COLUMNS
          + """
          FROM revocation_list
          WHERE authority = ? AND partitions = ? AND partition = ? AND delta = ?
          ORDER BY number DESC LIMIT 1
          """;

  private static final String SINCE =
      "SELECT " + COLUMNS + ", position FROM revocation_list WHERE position > ? ORDER BY position";

  private static final String CHUNK =
      "SELECT octets FROM revocation_list_chunk WHERE content = ? AND seq = ?";

  /// Kept are the two newest that are complete, because a delta counts from the older one, and the
  /// newest delta; of what was replaced, also what somebody may be fetching now.
  private static final String PRUNE =
      """
      DELETE FROM revocation_list old USING (
        SELECT authority, partitions, partition, delta, number,
          row_number() OVER (PARTITION BY authority, partitions, partition, delta
            ORDER BY number DESC) AS place
        FROM revocation_list) ranked
      WHERE (old.authority, old.partitions, old.partition, old.delta, old.number)
          = (ranked.authority, ranked.partitions, ranked.partition, ranked.delta, ranked.number)
        AND ranked.place > CASE WHEN old.delta THEN 1 ELSE 2 END
        AND (SELECT min(made_at) FROM revocation_list_chunk c WHERE c.content = old.content)
          < now() - interval '1 hour'
      """;

  private static final String PRUNE_CHUNKS =
      """
      DELETE FROM revocation_list_chunk c
      WHERE made_at < now() - interval '1 hour'
        AND NOT EXISTS (SELECT FROM revocation_list l WHERE l.content = c.content)
      """;

  private static final String EXPECT =
      "INSERT INTO revocation_partitions (partitions, since) VALUES (?, now())"
          + " ON CONFLICT DO NOTHING";

  private final DataSource database;
  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresRevocationLists(DataSource database) {
    this.database = database;
    this.sql = new Sql(database);
  }

  @Override
  public Optional<Cut> cut() {
    return PostgresCut.open(database).map(cut -> cut);
  }

  @Override
  public Draft draft(UUID content) {
    return new PostgresListDraft(database, content);
  }

  @Override
  public boolean publish(IssuedList list) {
    @Nullable Long base = list.isDelta() ? list.base().getAsLong() : null;
    sql.first(ONE_AT_A_TIME, row -> true);
    return sql.write(
            PUBLISH,
            list.scope().authority(),
            list.scope().partition().of(),
            list.scope().partition().index(),
            list.number(),
            base,
            list.thisUpdate(),
            list.nextUpdate(),
            list.covered(),
            list.entries(),
            list.octets(),
            list.content(),
            list.isDelta())
        == 1;
  }

  @Override
  public Optional<IssuedList> newest(ListScope scope, boolean delta) {
    return sql.first(
        NEWEST,
        PostgresRevocationLists::listIn,
        scope.authority(),
        scope.partition().of(),
        scope.partition().index(),
        delta);
  }

  @Override
  public News since(long position) {
    List<Placed> placed = sql.all(SINCE, PostgresRevocationLists::placedIn, position);
    return new News(
        placed.stream().map(Placed::list).toList(),
        placed.isEmpty() ? position : placed.getLast().position());
  }

  private record Placed(IssuedList list, long position) {}

  private static Placed placedIn(ResultSet row) throws SQLException {
    return new Placed(listIn(row), row.getLong(12));
  }

  static IssuedList listIn(ResultSet row) throws SQLException {
    long base = row.getLong(5);
    OptionalLong from = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(base);
    return new IssuedList(
        new ListScope(row.getString(1), new Partition(row.getInt(2), row.getInt(3))),
        row.getLong(4),
        from,
        Sql.instant(row, 6),
        Sql.instant(row, 7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getObject(11, UUID.class));
  }

  @Override
  public boolean read(UUID content, OutputStream to) {
    try {
      int seq = 0;
      for (Optional<byte[]> chunk = chunk(content, seq);
          chunk.isPresent();
          chunk = chunk(content, ++seq)) {
        to.write(chunk.get());
      }
      return seq > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("a list cannot be copied", e);
    }
  }

  private Optional<byte[]> chunk(UUID content, int seq) {
    return sql.first(CHUNK, row -> row.getBytes(1), content, seq);
  }

  @Override
  public void prune() {
    sql.write(PRUNE);
    sql.write(PRUNE_CHUNKS);
  }

  @Override
  public void expect(int partitions) {
    sql.write(EXPECT, partitions);
  }

  static DatabaseException failed(SQLException e) {
    return new DatabaseException("a list cannot be cut or kept", e);
  }
}
