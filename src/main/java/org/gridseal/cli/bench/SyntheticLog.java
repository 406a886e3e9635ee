package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.gridseal.audit.Bundle;
import org.gridseal.audit.Growth;
import org.gridseal.audit.Leaf;
import org.gridseal.audit.Tile;

/// Makes a log longer by entries that nobody recorded, with bundles, tiles and a head that whoever
/// checks them finds true. Of all of it only the end is in memory.
final class SyntheticLog {
  private static final String BUNDLES =
      "INSERT INTO log_bundle (idx, entries, first_id, last_id, keys) VALUES (?, ?, ?, ?, ?)";
  private static final String TILES =
      "INSERT INTO log_tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)";
  private static final String TAIL =
      "INSERT INTO log_tail (seq, id, entry, leaf_hash, keys) VALUES (?, ?, ?, ?, ?)";

  private final Connection database;
  private final Growth log;

  /// @param database a superuser's connection whose triggers are off
  SyntheticLog(Connection database) throws SQLException {
    this.database = database;
    this.log = Growth.from(database);
  }

  void append(byte[] entry) {
    log.append(Leaf.of(entry));
  }

  /// Writes the bundles and tiles that are full.
  void writeFull() throws SQLException {
    try (PreparedStatement insert = database.prepareStatement(BUNDLES)) {
      for (Bundle bundle : log.takeBundles()) {
        insert.setLong(1, bundle.index());
        insert.setBytes(2, bundle.packed());
        insert.setObject(3, bundle.first());
        insert.setObject(4, bundle.last());
        insert.setObject(5, bundle.keys());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert = database.prepareStatement(TILES)) {
      for (Tile tile : log.takeTiles()) {
        insert.setInt(1, tile.path().level());
        insert.setLong(2, tile.path().index());
        insert.setBytes(3, tile.encoded());
        insert.setBytes(4, tile.node(Tile.HEIGHT, 0).bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// Writes the rest; the log holds up from here on.
  void finish() throws SQLException {
    writeFull();
    writeTail();
    try (PreparedStatement update =
        database.prepareStatement("UPDATE log_head SET size = ?, root = ?")) {
      update.setLong(1, log.size());
      update.setBytes(2, log.root().bytes());
      update.executeUpdate();
    }
  }

  private void writeTail() throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("DELETE FROM log_tail");
    }
    List<Leaf> tail = log.tail();
    try (PreparedStatement insert = database.prepareStatement(TAIL)) {
      for (int i = 0; i < tail.size(); i++) {
        insert.setLong(1, log.size() - tail.size() + i);
        insert.setObject(2, tail.get(i).id());
        insert.setBytes(3, tail.get(i).entry());
        insert.setBytes(4, tail.get(i).hash().bytes());
        insert.setObject(5, tail.get(i).keys());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
