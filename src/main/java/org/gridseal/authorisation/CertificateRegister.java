package org.gridseal.authorisation;

import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Decided;
import org.gridseal.authority.SerialNumber;

/// The certificates of ours, as far as they can be revoked. What is done there, CRL and OCSP tell.
public interface CertificateRegister {
  State stateOf(SerialNumber serialNumber);

  /// Revokes, holds or releases in the transaction of the caller, with the event about it.
  ///
  /// @param reason a name of RFC 5280 §5.3.1; only an act of withdrawal needs it
  /// @param decided by what the policy decided who must agree, if it did so for this certificate
  /// @return false, and nothing is written, if that does not fit what happened before
  boolean take(
      Act act, SerialNumber serialNumber, String reason, Actor by, Optional<Decided> decided);

  /// Tells the world, after the commit of [#take]; what cannot be told now is told later.
  void tell();

  /// What can be done about a certificate follows from this.
  enum State {
    GOOD,
    HELD,
    REVOKED,
    /// Its own profile says that nobody publishes its status (RFC 9608): who checks it asks nobody,
    /// so to revoke it would change nothing.
    IRREVOCABLE,
    UNKNOWN
  }
}
