package org.gridseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.Checkpoint;
import org.gridseal.audit.EntryBundle;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Leaf;
import org.gridseal.audit.LogSource;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.LogVerification;
import org.gridseal.audit.Tile;
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
  /// contiguous from 0, in full bundles and then in a tail of less than one, that what they are
  /// found by follows from the entries, as head, tiles and every checkpoint do, and that an auditor
  /// who reads the log agrees.
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

  private static List<Hash> checkPlaces(Connection connection)
      throws SQLException, IOException, BrokenLogException {
    List<Leaf> placed = new ArrayList<>(bundled(connection));
    List<Leaf> tail = loose(connection, "log_tail ORDER BY seq");
    assertThat(tail).hasSizeLessThan(Tile.WIDTH);
    assertThat(numbers(connection, "SELECT seq FROM log_tail ORDER BY seq"))
        .containsExactlyElementsOf(
            LongStream.range(placed.size(), placed.size() + tail.size()).boxed().toList());
    placed.addAll(tail);
    List<Leaf> all = new ArrayList<>(placed);
    all.addAll(loose(connection, "audit_pending"));
    assertThat(all.stream().map(Leaf::id)).doesNotHaveDuplicates();
    return placed.stream().map(Leaf::hash).toList();
  }

  private static List<Leaf> bundled(Connection connection)
      throws SQLException, IOException, BrokenLogException {
    List<Leaf> leaves = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM log_bundle ORDER BY idx")) {
      while (rows.next()) {
        assertThat(rows.getLong("idx") * Tile.WIDTH).isEqualTo(leaves.size());
        List<Leaf> bundle = leaves(rows.getBytes("entries"));
        assertThat(bundle.stream().map(Leaf::id).map(UUID::toString))
            .contains(rows.getString("first_id"), rows.getString("last_id"))
            .allMatch(id -> id.compareTo(string(rows, "first_id")) >= 0)
            .allMatch(id -> id.compareTo(string(rows, "last_id")) <= 0);
        assertThat((Integer[]) rows.getArray("keys").getArray())
            .containsExactly(
                bundle.stream()
                    .flatMap(leaf -> IntStream.of(leaf.keys()).boxed())
                    .sorted()
                    .distinct()
                    .toArray(Integer[]::new));
        leaves.addAll(bundle);
      }
    }
    return leaves;
  }

  private static List<Leaf> leaves(byte[] packed) throws IOException, BrokenLogException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return EntryBundle.parse(TilePath.full(TilePath.ENTRIES, 0), in.readAllBytes()).stream()
          .map(Leaf::of)
          .toList();
    }
  }

  /// Rows outside of bundles, each of which must say what its entry says.
  private static List<Leaf> loose(Connection connection, String from) throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + from)) {
      while (rows.next()) {
        Leaf leaf = Leaf.of(rows.getBytes("entry"));
        assertThat(rows.getString("id")).isEqualTo(leaf.id().toString());
        assertThat(Hash.of(rows.getBytes("leaf_hash"))).isEqualTo(leaf.hash());
        assertThat((Integer[]) rows.getArray("keys").getArray())
            .containsExactly(IntStream.of(leaf.keys()).boxed().toArray(Integer[]::new));
        leaves.add(leaf);
      }
    }
    return leaves;
  }

  private static String string(ResultSet row, String column) {
    try {
      return row.getString(column);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
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

  private static List<Long> numbers(Connection connection, String query) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
