package org.gridseal.revocation;

import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.authority.RevocationList;
import org.gridseal.database.Sql;

/// CRLs in PostgreSQL, insert-only.
public final class PostgresRevocationLists implements RevocationLists {
  private static final String NEWEST =
      """
      SELECT number, this_update, encoded FROM revocation_list
      WHERE authority = ? ORDER BY number DESC LIMIT 1
      """;

  private static final String ADD =
      """
      INSERT INTO revocation_list (authority, number, this_update, next_update, encoded)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresRevocationLists(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public Optional<Published> newest(String authority) {
    return sql.first(
        NEWEST,
        row -> new Published(row.getLong(1), Sql.instant(row, 2), new Encoded(row.getBytes(3))),
        authority);
  }

  @Override
  public boolean add(String authority, RevocationList list) {
    return sql.write(
            ADD,
            authority,
            list.number(),
            list.thisUpdate(),
            list.nextUpdate(),
            list.encoded().bytes())
        == 1;
  }
}
