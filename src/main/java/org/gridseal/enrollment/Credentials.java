package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gridseal.enrollment.ManufacturerRoots.Root;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.TrustedPath;

/// Turns the certificates that a TLS client has shown into a credential, or into nothing.
///
/// TLS has proved that the client holds the key of the first one; whether anybody vouches for it is
/// decided here, with the roots of this moment, so that a new root needs no restart and a client
/// with an unknown one can be told so in words.
public final class Credentials {
  /// Roots change rarely, and a new one may wait a moment.
  private static final Duration FRESHNESS = Duration.ofSeconds(5);

  private final ManufacturerRoots roots;
  private final TrustedPath own;
  private final InstantSource time;
  private final AtomicReference<Trust> trust;

  /// @param ownAuthorities our own authorities, those included that a device need not send along
  public Credentials(
      ManufacturerRoots roots, List<X509Certificate> ownAuthorities, InstantSource time) {
    this.roots = roots;
    this.own = new TrustedPath(ownAuthorities, time);
    this.time = time;
    this.trust =
        new AtomicReference<>(
            new Trust(List.of(), new TrustedPath(List.of(), time), Instant.EPOCH));
  }

  /// Reads a chain.
  ///
  /// @param chain as the client sent it, its own certificate first
  /// @return empty if no root that we know vouches for it, or it names no hardware
  /// @throws org.gridseal.x509.MalformedException if the client's certificate cannot be understood
  public Optional<Credential> of(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    X509Certificate client = chain.getFirst();
    if (own.rootOf(chain).isPresent()) {
      return Optional.of(new Credential.OperatorCertificate(client));
    }
    Trust current = current();
    return current
        .path()
        .rootOf(chain)
        .flatMap(
            root ->
                HardwareModuleName.of(client)
                    .map(name -> new Credential.FactoryCertificate(name, current.attests(root))));
  }

  private Trust current() {
    Instant now = time.instant();
    return trust.updateAndGet(
        known -> known.readAt().plus(FRESHNESS).isAfter(now) ? known : read(now));
  }

  private Trust read(Instant now) {
    List<Root> all = roots.all();
    return new Trust(all, new TrustedPath(all.stream().map(Root::certificate).toList(), time), now);
  }

  /// The manufacturers' roots as they were at one moment.
  private record Trust(List<Root> roots, TrustedPath path, Instant readAt) {
    boolean attests(X509Certificate root) {
      return attested().anyMatch(root::equals);
    }

    private Stream<X509Certificate> attested() {
      return roots.stream().filter(Root::attested).map(Root::certificate);
    }
  }
}
