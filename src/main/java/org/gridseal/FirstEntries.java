package org.gridseal;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.EventIndex;
import org.gridseal.audit.EventQuery;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.keeper.AuthorityFolder;

/// Records the authorities of this installation, once each: whoever verifies the log sees from
/// which entry on a CA could have signed.
@ApplicationScoped
final class FirstEntries {
  private final AuthorityFolder authorities;
  private final EventIndex events;
  private final Transactions transactions;
  private final AuditLog log;

  FirstEntries(
      AuthorityFolder authorities, EventIndex events, Transactions transactions, AuditLog log) {
    this.authorities = authorities;
    this.events = events;
    this.transactions = transactions;
    this.log = log;
  }

  void record(@Observes StartupEvent event) throws CertificateEncodingException {
    record("root", authorities.rootCertificate());
    record("issuing", authorities.issuingCertificate());
  }

  private void record(String name, X509Certificate certificate)
      throws CertificateEncodingException {
    Hash hash = Hash.ofLeaf(certificate.getEncoded());
    if (!isRecorded(hash)) {
      transactions.durably(
          () -> {
            log.append(Actor.GRIDSEAL, new Event.AuthorityEstablished(name, hash));
          });
    }
  }

  private boolean isRecorded(Hash certificate) {
    return events.find(EventQuery.ofType("authority-established")).stream()
        .anyMatch(found -> found.entry().contains(certificate.toString()));
  }
}
