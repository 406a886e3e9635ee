package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.gridseal.site.Violation;
import org.gridseal.x509.KeyPackage;

/// What becomes of a certification request.
public sealed interface Outcome {
  /// The certificate is durable; asking again with the same key gives the same bytes.
  record Issued(X509Certificate certificate) implements Outcome {}

  /// The certificate is durable; the key was made here and is kept nowhere: who asks again gets
  /// another one.
  record IssuedWithKey(X509Certificate certificate, KeyPackage key) implements Outcome {}

  /// A person must decide first; the same request may be sent again after the pause.
  record Waiting(Duration pause, String reason) implements Outcome {}

  /// A rule says no; the refusal is in the log.
  record Refused(List<Violation> violations) implements Outcome {
    public Refused {
      violations = List.copyOf(violations);
    }

    /// Whether it is the identity shown that is refused, so that nothing more can come of the
    /// connection on which it was shown.
    public boolean isOfIdentity() {
      return violations.stream()
          .map(Violation::rule)
          .anyMatch(rule -> rule.equals(Admission.RULE) || rule.equals(Objections.REVOKED));
    }
  }

  /// The credential was not believed: a wrong, spent or expired one-time code.
  record Unauthenticated() implements Outcome {}

  /// The key or the database is away; the intent, if there is one, stays, and the same request may
  /// be sent again after the pause.
  record Unavailable(Duration pause) implements Outcome {}
}
