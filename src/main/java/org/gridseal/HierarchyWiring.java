package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.keeper.Keeper;
import org.gridseal.status.StatusConfig;

/// Constructs the CAs of this installation, and what writes into the log how they came about.
@ApplicationScoped
class HierarchyWiring {
  private static final InstantSource TIME = InstantSource.system();

  private final SecureRandom chance = new SecureRandom();

  @Produces
  @Singleton
  AuthorityFolder folder(AuthorityConfig config) {
    return new AuthorityFolder(config.directory());
  }

  @Produces
  @Singleton
  LiveHierarchy hierarchy(
      AuthorityFolder folder, Keeper keeper, StatusConfig status, RevocationConfig revocation) {
    Supplier<SerialNumber> serialNumbers = () -> SerialNumber.drawnFrom(chance);
    return new LiveHierarchy(
        folder, keeper, status.url(), revocation.partitions(), TIME, serialNumbers);
  }

  @Produces
  @Singleton
  CeremonyEntries ceremonyEntries(
      AuthorityFolder folder, DataSource database, Transactions transactions, AuditLog log) {
    return new CeremonyEntries(folder, database, transactions, log);
  }
}
