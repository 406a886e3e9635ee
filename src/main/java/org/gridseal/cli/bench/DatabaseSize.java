package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How large the database is and how many certificates are in it.
///
/// `pg_database_size` counts every file of every table and index: the log, dead rows that no vacuum
/// has removed, free space in pages; not the write-ahead log, which does not grow with what is
/// kept.
///
/// @param bytes as it says
record DatabaseSize(long bytes, long certificates) {
  static DatabaseSize of(Testbed testbed) {
    try (Connection database = testbed.database();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_database_size(current_database()), (SELECT count(*) FROM certificate)")) {
      row.next();
      return new DatabaseSize(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask for the size of the database", e);
    }
  }

  /// Growth divided by the certificates that it came with; not a number if there are none.
  double bytesPerCertificate(DatabaseSize earlier) {
    long more = certificates - earlier.certificates;
    return more == 0 ? Double.NaN : (bytes - earlier.bytes) / (double) more;
  }
}
