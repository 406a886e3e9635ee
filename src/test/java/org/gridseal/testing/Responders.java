package org.gridseal.testing;

import java.security.KeyPair;
import java.time.Period;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspResponder;
import org.gridseal.x509.SubjectKey;

/// Responders that an authority has certified, as [org.gridseal.revocation.DelegatedResponders]
/// would.
public final class Responders {
  private Responders() {}

  public static OcspResponder of(CertificationAuthority authority) {
    KeyPair keys = Keys.p256();
    return new OcspResponder(
        keys,
        authority.sign(
            authority.prepare(
                Authorities.profile("ocsp-responder"),
                authority.responder(),
                SubjectKey.of(keys.getPublic()),
                Period.ofDays(14))));
  }
}
