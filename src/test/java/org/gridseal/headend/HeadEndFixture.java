package org.gridseal.headend;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.PostgresAuditLog;
import org.gridseal.audit.Sequencer;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Database;
import org.gridseal.testing.RegisterRows;

/// A register of rows and a real log, whose events the test records as the service would.
final class HeadEndFixture {
  static final Instant START = RegisterRows.START;
  static final Duration OVERLAP = Duration.ofDays(30);

  final Database database = Database.shared();
  final RegisterRows rows = new RegisterRows(database);
  final Changes changes = new Changes(database.application());
  final Derivation derivation = new Derivation(database.transactional());
  final Transactions transactions =
      new Transactions() {
        @Override
        public <T> T durably(Supplier<T> work) {
          return inTransaction(work::get);
        }
      };
  final PostgresAuditLog log =
      new PostgresAuditLog(
          database.transactional(),
          database.synchronizations(),
          InstantSource.system(),
          UuidCreator::getTimeOrderedEpoch,
          () -> {});
  private final LogKey key = LogKey.create("log.test/head-end", new SecureRandom());

  <T> T inTransaction(Callable<T> work) {
    try {
      database.transactions().begin();
      try {
        T done = work.call();
        database.transactions().commit();
        return done;
      } catch (Throwable e) {
        if (database.transactions().getTransaction() != null) {
          database.transactions().rollback();
        }
        throw e;
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void record(Event event) {
    inTransaction(() -> log.append(Actor.GRIDSEAL, event));
  }

  /// A certificate with its link, and then its event.
  SerialNumber issue(SiteId site, DeviceId device, Lfdi lfdi, Instant at) {
    SerialNumber serialNumber = rows.certificate(device, lfdi, at);
    rows.takeOver(serialNumber, device, at.plus(OVERLAP));
    inTransaction(
        () ->
            log.append(
                Actor.device(device),
                new Event.CertificateIssued(
                    site,
                    device,
                    serialNumber,
                    Hash.ofEmptyTree(),
                    Optional.empty(),
                    Optional.empty())));
    return serialNumber;
  }

  /// Gives every event its place, and every change.
  void tell(Instant now) {
    place();
    while (step(now)) {
      // Until there is nothing left.
    }
  }

  void place() {
    try (Sequencer sequencer = new Sequencer(database.application(), key, InstantSource.system())) {
      sequencer.start();
    }
  }

  boolean step(Instant now) {
    return inTransaction(() -> derivation.step(now));
  }

  List<Change> all() {
    return changes.after(0, 1000);
  }
}
