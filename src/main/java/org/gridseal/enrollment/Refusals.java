package org.gridseal.enrollment;

import java.util.List;
import java.util.Set;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.Violation;

/// Says no, and records it before the answer goes out.
final class Refusals {
  private final Transactions transactions;
  private final AuditLog log;

  Refusals(Transactions transactions, AuditLog log) {
    this.transactions = transactions;
    this.log = log;
  }

  /// @param body what was asked with, whose hash is recorded
  Outcome refuse(Credential credential, byte[] body, List<Violation> violations) {
    Event event = event(body, violations);
    transactions.durably(
        () -> {
          log.append(actorOf(credential), event);
        });
    return new Outcome.Refused(violations);
  }

  /// The same, where it was the policy that said no.
  Outcome refuse(Credential credential, byte[] body, Decided decided) {
    List<Violation> violations = decided.ruling().violations();
    Event event = event(body, violations);
    transactions.durably(
        () -> {
          log.append(actorOf(credential), event, decided);
        });
    return new Outcome.Refused(violations);
  }

  private static Event event(byte[] body, List<Violation> violations) {
    return new Event.EnrollmentRefused(
        Hash.ofLeaf(body), violations.stream().map(Violation::rule).toList());
  }

  private static Actor actorOf(Credential credential) {
    return switch (credential) {
      case Credential.FactoryCertificate factory -> someone("factory certificate");
      case Credential.OperatorCertificate(var certificate) ->
          someone("certificate:" + new SerialNumber(certificate.getSerialNumber()));
      case Credential.OneTimeCode code -> Actor.device(code.device());
    };
  }

  private static Actor someone(String subject) {
    return new Actor(subject, Set.of(), "");
  }
}
