package org.gridseal;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.CeremonyRecord;
import org.gridseal.ceremony.FolderState;
import org.gridseal.database.Sql;

/// Records every CA and every ceremony of this installation, once each, whichever replica comes
/// first: whoever verifies the log sees from which entry on a CA could have signed, and which
/// signed record says how that came about.
final class CeremonyEntries {
  private static final String ADD =
      "INSERT INTO authority_entry (hash) VALUES (?) ON CONFLICT DO NOTHING";

  private final AuthorityFolder folder;
  private final Sql sql;
  private final Transactions transactions;
  private final AuditLog log;

  CeremonyEntries(
      AuthorityFolder folder, DataSource database, Transactions transactions, AuditLog log) {
    this.folder = folder;
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.log = log;
  }

  /// Returns when all of it is in the log, durably.
  ///
  /// @throws org.gridseal.database.DatabaseException if that is not so; it may be tried again
  /// @throws org.gridseal.x509.MalformedException if a record is not what was written
  void record(FolderState state) {
    state.generations().stream()
        .filter(each -> each.stage() != Stage.requested)
        .forEach(each -> record(each.name(), folder.certificate(each.authority())));
    state.ceremonies().forEach(this::record);
  }

  private void record(String name, X509Certificate certificate) {
    Hash hash = leafOf(certificate);
    once(hash, new Event.AuthorityEstablished(name, hash));
  }

  private void record(FolderState.Ceremony ceremony) {
    Hash hash = Hash.of(HexFormat.of().parseHex(ceremony.sha256()));
    CeremonyRecord record = folder.record(ceremony).record();
    once(hash, new Event.CeremonyHeld(record.authority(), record.act().name(), hash));
  }

  /// The row and the entry are one transaction, so there are both or neither.
  private void once(Hash hash, Event event) {
    transactions.durably(
        () -> {
          if (sql.write(ADD, (Object) hash.bytes()) == 1) {
            log.append(Actor.GRIDSEAL, event);
          }
        });
  }

  private static Hash leafOf(X509Certificate certificate) {
    try {
      return Hash.ofLeaf(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
