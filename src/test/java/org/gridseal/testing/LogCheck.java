package org.gridseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.Checkpoint;
import org.gridseal.audit.Hash;
import org.gridseal.audit.LogSource;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.LogVerification;
import org.gridseal.audit.TilePath;
import org.gridseal.audit.VerifierKey;

/// The oracle of the log: re-hashes all of it by the recursive definition of RFC 9162 §2.1.1, and
/// reads it as an auditor does. Every test that appends ends with it.
public final class LogCheck {
  private final DataSource database;
  private final VerifierKey key;

  private LogCheck(DataSource database, VerifierKey key) {
    this.database = database;
    this.key = key;
  }

  /// Demands that each recorded event waits or has exactly one place, that the places are
  /// contiguous from 0, that head, tiles and every checkpoint follow from the entries, and that an
  /// auditor who reads the log agrees.
  public static void check(DataSource database, VerifierKey key) {
    new LogCheck(database, key).check();
  }

  /// The root of the leaves, by definition.
  public static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.ofEmptyTree();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return Hash.ofNode(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  private void check() {
    try (Connection connection = database.getConnection()) {
      List<Hash> leaves = checkPlaces(connection);
      checkHead(connection, leaves);
      checkCheckpoints(connection, leaves);
      readAsAnAuditor();
    } catch (SQLException | IOException | BrokenLogException e) {
      throw new AssertionError("the log does not hold up: " + e.getMessage(), e);
    }
  }

  private static List<Hash> checkPlaces(Connection connection) throws SQLException {
    List<Hash> leaves = new ArrayList<>();
    Set<UUID> placed = new HashSet<>();
    String query =
        "SELECT seq, event_id, leaf_hash, entry"
            + " FROM log_leaf LEFT JOIN audit_event ON id = event_id ORDER BY seq";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        assertThat(rows.getLong("seq")).isEqualTo(leaves.size());
        assertThat(placed.add(rows.getObject("event_id", UUID.class))).isTrue();
        Hash leaf = Hash.of(rows.getBytes("leaf_hash"));
        assertThat(leaf).isEqualTo(Hash.ofLeaf(rows.getBytes("entry")));
        leaves.add(leaf);
      }
    }
    Set<UUID> waiting = ids(connection, "SELECT event_id FROM audit_pending");
    waiting.forEach(event -> assertThat(placed.add(event)).isTrue());
    assertThat(placed).isEqualTo(ids(connection, "SELECT id FROM audit_event"));
    return leaves;
  }

  private static void checkHead(Connection connection, List<Hash> leaves) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT size, root FROM log_head")) {
      assertThat(head.next()).isTrue();
      assertThat(head.getLong("size")).isEqualTo(leaves.size());
      assertThat(Hash.of(head.getBytes("root"))).isEqualTo(root(leaves));
    }
  }

  private void checkCheckpoints(Connection connection, List<Hash> leaves)
      throws SQLException, BrokenLogException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT size, note FROM log_checkpoint")) {
      while (rows.next()) {
        Checkpoint checkpoint = Checkpoint.open(rows.getBytes("note"), key);
        assertThat(checkpoint.size()).isEqualTo(rows.getLong("size"));
        assertThat(checkpoint.root()).isEqualTo(root(leaves.subList(0, rows.getInt("size"))));
      }
    }
  }

  private void readAsAnAuditor() throws BrokenLogException, IOException {
    var tiles = new LogTiles(database, key);
    if (tiles.checkpoint().isPresent()) {
      LogSource source = (path, maximum) -> read(tiles, path);
      new LogVerification(source, key, true, checked -> {}).verify(null);
    }
  }

  private static Optional<byte[]> read(LogTiles tiles, String path) {
    return path.equals(LogSource.CHECKPOINT)
        ? tiles.checkpoint()
        : TilePath.parse(path).flatMap(tiles::tile);
  }

  private static Set<UUID> ids(Connection connection, String query) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
