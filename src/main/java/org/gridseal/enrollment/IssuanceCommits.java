package org.gridseal.enrollment;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.audit.Transactions.Together;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Successor;
import org.gridseal.policy.Ruling;

/// The two commits of an issuance, each of many callers at once, with the events about them. What a
/// method did is durable when it returns.
final class IssuanceCommits {
  private final Certificates certificates;
  private final Transactions transactions;
  private final AuditLog log;
  private final Together<Intended, Boolean> intending = this::intend;
  private final Together<Signed, Keeping> keeping = this::keep;

  IssuanceCommits(Certificates certificates, Transactions transactions, AuditLog log) {
    this.certificates = certificates;
    this.transactions = transactions;
    this.log = log;
  }

  /// Records what is about to be signed.
  ///
  /// @return false, and nothing is written, if the key was intended for that generation before
  boolean intend(Intended intended) {
    certificates.expect(intended.intent());
    return transactions.durably(intending, intended);
  }

  /// Only of the intents that are written does the log hear.
  private List<Boolean> intend(List<Intended> all) {
    List<Boolean> written = certificates.intend(all.stream().map(Intended::intent).toList());
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i)) {
        record(all.get(i).intent(), all.get(i).ruling());
      }
    }
    return written;
  }

  private void record(Intent intent, Ruling ruling) {
    log.append(
        Actor.device(intent.device()),
        new Event.IssuanceIntended(
            intent.site(),
            intent.device(),
            intent.draft().serialNumber(),
            intent.profile(),
            Hash.of(ruling.version().digest()),
            Hash.ofLeaf(intent.draft().toBeSigned())),
        new Decided(intent.site(), ruling));
  }

  /// Keeps a certificate and spends what it costs: both or neither.
  ///
  /// @return empty if it could not be spent
  Optional<Keeping> keep(Signed signed) {
    try {
      return Optional.of(transactions.durably(keeping, signed));
    } catch (UnpaidException e) {
      return Optional.empty();
    }
  }

  /// A certificate is kept first and paid for then: so nothing is spent on one that is late, or
  /// closed.
  private List<Keeping> keep(List<Signed> all) {
    List<Keeping> answers = certificates.keep(all.stream().map(Signed::successor).toList());
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Keeping.Kept(Optional<Succession> link)) {
        all.get(i).pay();
        record(all.get(i).certificate(), link);
      }
    }
    return answers;
  }

  private void record(KeptCertificate kept, Optional<Succession> link) {
    log.append(
        Actor.device(kept.device()),
        new Event.CertificateIssued(
            kept.site(),
            kept.device(),
            kept.serialNumber(),
            Hash.ofLeaf(kept.encoded()),
            link.flatMap(Succession::predecessorSerial),
            link.map(Succession::overlapUntil)));
  }

  /// An intent, and by what it was decided.
  record Intended(Intent intent, Ruling ruling) {}

  /// A certificate to be kept, if what it costs can be spent.
  ///
  /// @param overlap the tier's, for the identity that it takes over from
  /// @param shown the certificate of ours by which whoever asked was let in
  /// @param spend gets the serial number, in the transaction that keeps the certificate; says
  ///   whether it could
  record Signed(
      KeptCertificate certificate,
      Period overlap,
      Optional<SerialNumber> shown,
      Predicate<SerialNumber> spend) {
    private Successor successor() {
      return Successor.of(certificate, overlap, shown);
    }

    private void pay() {
      if (!spend.test(certificate.serialNumber())) {
        throw new UnpaidException();
      }
    }
  }

  /// Takes back a certificate that is written already, with its transaction; those who share the
  /// commit are run again without it.
  private static final class UnpaidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnpaidException() {
      super("what the certificate costs was spent by somebody else");
    }
  }
}
