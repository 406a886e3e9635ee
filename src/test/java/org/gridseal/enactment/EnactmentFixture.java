package org.gridseal.enactment;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.GroupCommit;
import org.gridseal.audit.PolicyVersions;
import org.gridseal.testing.Database;

/// The policy of one installation in the real database, asked by as many replicas as a test likes.
final class EnactmentFixture implements AutoCloseable {
  private final Database database = Database.shared();
  private final GroupCommit transactions = new GroupCommit(database::inTransaction, 100);
  private final List<String> events = new ArrayList<>();

  EnactmentFixture() {
    database.clear();
  }

  /// @param people how many must agree
  Enactment enactment(int people) {
    var log = new Noting();
    return new Enactment(
        new EditionRows(database.transactional()),
        new PolicyVersions(database.transactional(), transactions, log, InstantSource.system()),
        transactions,
        log,
        InstantSource.system(),
        people);
  }

  /// The kinds of event that were told, in order.
  List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    transactions.close();
  }

  private final class Noting implements AuditLog {
    @Override
    public UUID append(Actor actor, Event event) {
      events.add(event.getClass().getSimpleName());
      return UuidCreator.getTimeOrderedEpoch();
    }

    @Override
    public UUID append(Actor actor, Event event, Decided decision) {
      return append(actor, event);
    }
  }
}
