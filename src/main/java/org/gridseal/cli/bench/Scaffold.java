package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Indexes and constraints of some tables, taken down while millions of rows are written and put up
/// again as they were: to sort once is many times faster than to insert in random places.
///
/// @param up makes them again, in an order that works
record Scaffold(List<String> down, List<String> up) {
  /// Foreign keys go first and come last, also those of other tables that point here.
  private static final String CONSTRAINTS =
      """
      SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
          pg_get_constraintdef(oid))
      FROM pg_constraint
      WHERE contype IN ('p', 'u', 'f', 'x')
        AND (conrelid = ANY ('{%1$s}'::regclass[]) OR confrelid = ANY ('{%1$s}'::regclass[]))
      ORDER BY contype = 'f' DESC, conname
      """;

  private static final String INDEXES =
      """
      SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
      FROM pg_index
      WHERE indrelid = ANY ('{%s}'::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
      """;

  Scaffold {
    down = List.copyOf(down);
    up = List.copyOf(up);
  }

  /// @param tables names, separated by commas
  static Scaffold around(Connection database, String tables) throws SQLException {
    List<String> down = new ArrayList<>();
    List<String> up = new ArrayList<>();
    for (String query : List.of(CONSTRAINTS, INDEXES)) {
      try (Statement statement = database.createStatement();
          ResultSet rows = statement.executeQuery(query.formatted(tables))) {
        while (rows.next()) {
          down.add(rows.getString(1));
          up.addFirst(rows.getString(2));
        }
      }
    }
    return new Scaffold(down, up);
  }
}
