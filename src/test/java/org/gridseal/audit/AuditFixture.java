package org.gridseal.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Database;

/// A log in the real database, and the transactions to append to it.
final class AuditFixture implements AutoCloseable {
  static final String ORIGIN = "log.test/gridseal";

  final Database database = Database.shared();
  final LogKey key = LogKey.create(ORIGIN, new SecureRandom());
  final SiteId site = new SiteId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
  Sequencer sequencer = new Sequencer(database.transactional(), key, InstantSource.system());
  final PostgresAuditLog log =
      new PostgresAuditLog(
          database.transactional(),
          database.synchronizations(),
          InstantSource.system(),
          UuidCreator::getTimeOrderedEpoch,
          () -> sequencer.wake());

  AuditFixture() {
    database.clear();
  }

  void inTransaction(Runnable work) {
    database.inTransaction(work);
  }

  Event event() {
    return new Event.ReviewApproved(site, 1);
  }

  UUID record() {
    UUID[] id = new UUID[1];
    inTransaction(() -> id[0] = log.append(Actor.GRIDSEAL, event()));
    return id[0];
  }

  /// Records so many events in one transaction.
  ///
  /// @return their ids, the oldest first
  List<UUID> record(int events) {
    List<UUID> ids = new ArrayList<>();
    inTransaction(
        () -> {
          for (int i = 0; i < events; i++) {
            ids.add(log.append(Actor.GRIDSEAL, event()));
          }
        });
    return ids;
  }

  /// Gives what waits its place, as a process does that starts and stops.
  void place() {
    restartSequencer();
    sequencer.close();
  }

  /// The ids of the events in the log, in the order of their places.
  List<UUID> placed() {
    var tiles = new LogTiles(database.application(), key.verifier());
    List<UUID> ids = new ArrayList<>();
    long size = count("log_tail") + Tile.WIDTH * count("log_bundle");
    while (ids.size() < size) {
      TilePath path = TilePath.ofLeaf(ids.size(), size).entries();
      try {
        for (byte[] entry : EntryBundle.parse(path, tiles.tile(path).orElseThrow())) {
          ids.add(Leaf.of(entry).id());
        }
      } catch (BrokenLogException e) {
        throw new AssertionError(e);
      }
    }
    return ids;
  }

  /// The number of rows of a table, or of a part of it.
  long count(String fromWhere) {
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + fromWhere)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// Starts another sequencer on the same log, as a new process would.
  void restartSequencer() {
    sequencer.close();
    sequencer = new Sequencer(database.transactional(), key, InstantSource.system());
    sequencer.start();
  }

  /// Waits until the event is under a checkpoint.
  Publication.Published awaitProof(UUID event) throws InterruptedException {
    var tiles = new LogTiles(database.application(), key.verifier());
    for (int i = 0; i < 200; i++) {
      if (tiles.proof(event) instanceof Publication.Published published) {
        return published;
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    throw new AssertionError("the event was not published in ten seconds");
  }

  @Override
  public void close() {
    sequencer.close();
  }
}
