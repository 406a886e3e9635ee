package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Tile;

/// Makes the tiles and the head of a log anew from its leaves, so that whoever checks them finds
/// them true.
final class TileRebuild {
  private static final int FETCHED_AT_ONCE = 20_000;
  private static final int WRITTEN_AT_ONCE = 500;

  private final Connection database;
  private final List<Tile> waiting = new ArrayList<>();
  private final LogTree tree = new LogTree(waiting::add);

  /// @param database a superuser's connection whose triggers are off
  TileRebuild(Connection database) {
    this.database = database;
  }

  /// Leaves everything to the caller's commit.
  void run() throws SQLException {
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.execute("DELETE FROM log_tile");
      statement.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet leaves =
          statement.executeQuery("SELECT leaf_hash FROM log_leaf ORDER BY seq")) {
        while (leaves.next()) {
          tree.append(Hash.of(leaves.getBytes(1)));
          write(WRITTEN_AT_ONCE);
        }
      }
    }
    write(1);
    moveHead();
    database.commit();
    database.setAutoCommit(true);
  }

  private void write(int atLeast) throws SQLException {
    if (waiting.size() < atLeast) {
      return;
    }
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO log_tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)")) {
      for (Tile tile : waiting) {
        insert.setInt(1, tile.path().level());
        insert.setLong(2, tile.path().index());
        insert.setBytes(3, tile.encoded());
        insert.setBytes(4, tile.node(Tile.HEIGHT, 0).bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    waiting.clear();
  }

  private void moveHead() throws SQLException {
    try (PreparedStatement update =
        database.prepareStatement("UPDATE log_head SET size = ?, root = ?")) {
      update.setLong(1, tree.size());
      update.setBytes(2, tree.root().bytes());
      update.executeUpdate();
    }
  }
}
