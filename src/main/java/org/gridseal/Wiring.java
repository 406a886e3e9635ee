package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.EventIndex;
import org.gridseal.audit.GroupCommit;
import org.gridseal.audit.LogConfig;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.PostgresAuditLog;
import org.gridseal.audit.Sequencer;
import org.gridseal.audit.SignedNote;
import org.gridseal.database.DatabaseException;

/// Constructs the plain objects of the lower floors, and hands them time and chance.
@ApplicationScoped
class Wiring {
  /// Callers that may wait for a commit: sixteen full batches, a second or two of work.
  private static final int WAITING_COMMITS = 1024;

  @Produces
  @Singleton
  LogKey logKey(LogConfig config) throws IOException {
    return LogKey.createOrLoad(config.keyFile(), config.origin(), new SecureRandom());
  }

  @Produces
  @Singleton
  Sequencer sequencer(DataSource database, LogKey key) {
    return new Sequencer(database, key, InstantSource.system());
  }

  @Produces
  @Singleton
  AuditLog auditLog(
      DataSource database, TransactionSynchronizationRegistry transactions, Sequencer sequencer) {
    return new PostgresAuditLog(
        database,
        transactions,
        InstantSource.system(),
        UuidCreator::getTimeOrderedEpoch,
        sequencer::wake);
  }

  @Produces
  @Singleton
  GroupCommit groupCommit() {
    return new GroupCommit(Wiring::inTransaction, WAITING_COMMITS);
  }

  private static void inTransaction(Runnable work) {
    try {
      QuarkusTransaction.requiringNew().run(work);
    } catch (QuarkusTransactionException e) {
      throw new DatabaseException("the transaction could not be begun or committed", e);
    }
  }

  @Produces
  @Singleton
  LogTiles logTiles(DataSource database, LogKey key) {
    return new LogTiles(database, key.verifier());
  }

  @Produces
  @Singleton
  EventIndex eventIndex(DataSource database) {
    return new EventIndex(database);
  }

  void start(@Observes StartupEvent event, Sequencer sequencer, LogTiles tiles, LogKey key)
      throws BrokenLogException {
    requireSameKey(tiles, key);
    sequencer.start();
  }

  /// A lost key file must not turn into a second log under the same name.
  private static void requireSameKey(LogTiles tiles, LogKey key) throws BrokenLogException {
    Optional<byte[]> newest = tiles.checkpoint();
    if (newest.isPresent()) {
      SignedNote.parse(newest.get()).requireSignatureOf(key.verifier());
    }
  }

  /// Work that was accepted is finished first, so that its events are placed too.
  void stop(@Observes ShutdownEvent event, GroupCommit transactions, Sequencer sequencer) {
    transactions.close();
    sequencer.close();
  }
}
