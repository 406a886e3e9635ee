package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The log as it is read: checkpoint, tiles, entry bundles (C2SP tlog-tiles) and proofs, put
/// together from the tables on each call.
///
/// Everything but the checkpoint is the same for ever once it exists.
public final class LogTiles {
  private static final String CHECKPOINT =
      "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
  private static final String NEWEST =
      "SELECT size, note FROM log_checkpoint ORDER BY size DESC LIMIT 1";

  private final DataSource database;
  private final VerifierKey key;

  public LogTiles(DataSource database, VerifierKey key) {
    this.database = database;
    this.key = key;
  }

  /// The vkey that signs the log, on one line.
  public byte[] key() {
    return (key + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// The newest signed checkpoint; nothing before the very first.
  public Optional<byte[]> checkpoint() {
    return read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(CHECKPOINT);
              ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
          }
        });
  }

  /// The tile or entry bundle at a path; nothing if the log has not grown so far.
  public Optional<byte[]> tile(TilePath path) {
    return read(
        connection -> {
          var tables = new LogTables(connection, 0);
          return path.isEntries() ? tables.bundle(path) : tables.tile(path).map(Tile::encoded);
        });
  }

  /// A full entry bundle, packed with gzip (RFC 1952), as it is kept; nothing if the log has not
  /// grown so far.
  public Optional<byte[]> packedBundle(long index) {
    return read(connection -> new LogTables(connection, 0).packedBundle(index));
  }

  /// The proof that an event is in the log, against the newest checkpoint.
  public Publication proof(UUID event) {
    return read(
        connection -> {
          Optional<RecordedEvent> found = EventPlace.find(connection, event);
          return found.isEmpty()
              ? new Publication.Unknown()
              : publication(connection, found.get().index().orElse(Long.MAX_VALUE));
        });
  }

  /// @param place of the event; beyond every log if it has none yet
  private static Publication publication(Connection connection, long place) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST);
        ResultSet row = query.executeQuery()) {
      if (!row.next() || row.getLong("size") <= place) {
        return new Publication.Waiting();
      }
      long size = row.getLong("size");
      var tree = new Tree(new LogTables(connection, size));
      return new Publication.Published(encode(tree.inclusion(place, size), row.getBytes("note")));
    }
  }

  /// The form of C2SP tlog-proof: index, path with the leaf's sibling first, checkpoint.
  private static String encode(InclusionProof proof, byte[] note) {
    var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex " + proof.index() + "\n");
    for (Hash sibling : proof.path()) {
      text.append(Base64.getEncoder().encodeToString(sibling.bytes())).append('\n');
    }
    text.append('\n').append(new String(note, StandardCharsets.UTF_8));
    return text.toString();
  }

  /// A question that one connection answers.
  @FunctionalInterface
  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T read(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the log cannot be read", e);
    }
  }
}
