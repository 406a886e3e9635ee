package org.gridseal.est;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identities.Shown;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Lfdi;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.MalformedException;

/// An open connection whose client has shown a certificate and proved its key.
final class Visit {
  private final Lfdi lfdi;
  private final X509Certificate certificate;
  private final Instant since;
  private final Runnable end;
  private volatile boolean asked;
  private volatile Optional<Holder> holder = Optional.empty();

  /// @param end closes the connection and lets nobody resume its session; may be called twice, and
  ///   on any thread
  Visit(X509Certificate certificate, Instant since, Runnable end) {
    this.lfdi = lfdiOf(certificate);
    this.certificate = certificate;
    this.since = since;
    this.end = end;
  }

  static Lfdi lfdiOf(X509Certificate certificate) {
    try {
      return Lfdi.ofCertificate(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  Lfdi lfdi() {
    return lfdi;
  }

  Instant since() {
    return since;
  }

  Shown shown() {
    return new Shown(lfdi, hardware());
  }

  private Optional<HardwareIdentity> hardware() {
    try {
      return HardwareModuleName.of(certificate)
          .map(
              name ->
                  new HardwareIdentity(name.type(), HardwareSerial.fromHex(name.serialNumber())));
    } catch (MalformedException e) {
      // Anybody may show anything.
      return Optional.empty();
    }
  }

  /// Whether it was found out whose it is, also if it is nobody's.
  boolean isAsked() {
    return asked;
  }

  /// The device and its site, once that was found out.
  Optional<Holder> holder() {
    return holder;
  }

  void isOf(Optional<Holder> found) {
    holder = found;
    asked = true;
  }

  void end() {
    end.run();
  }
}
