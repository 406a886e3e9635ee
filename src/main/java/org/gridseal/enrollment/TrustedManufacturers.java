package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.List;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.x509.MalformedException;

/// Who may vouch for devices that nobody has seen yet. Every change is in the log.
public final class TrustedManufacturers {
  private final ManufacturerRoots roots;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;

  public TrustedManufacturers(
      ManufacturerRoots roots, Transactions transactions, AuditLog log, InstantSource time) {
    this.roots = roots;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
  }

  public List<ManufacturerRoots.Root> all() {
    return roots.all();
  }

  /// Trusts a root from now on.
  ///
  /// @return false if it was trusted already
  /// @throws MalformedException if the certificate is no CA's
  public boolean trust(ManufacturerRoots.Root root, Actor by) {
    if (root.certificate().getBasicConstraints() < 0) {
      throw new MalformedException("the certificate is no certification authority's");
    }
    Hash hash = hashOf(root);
    return transactions.durably(
        () -> {
          boolean added = roots.add(root, time.instant(), by.subject());
          if (added) {
            log.append(by, new Event.ManufacturerTrusted(hash, root.attested()));
          }
          return added;
        });
  }

  private static Hash hashOf(ManufacturerRoots.Root root) {
    try {
      return Hash.ofLeaf(root.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
