package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridseal.enrollment.ManufacturerRoots.Root;
import org.gridseal.lint.Lint;
import org.gridseal.lint.Specimen;
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

  /// Chains whose judgement is remembered for that long; a stranger cannot make us hold more.
  private static final int REMEMBERED = 1024;

  private final ManufacturerRoots roots;
  private final Supplier<List<X509Certificate>> ownAuthorities;
  private final InstantSource time;
  private final boolean tests;
  private final AtomicReference<Trust> trust;

  /// For production, where test certificates are nothing.
  public Credentials(
      ManufacturerRoots roots, Supplier<List<X509Certificate>> ownAuthorities, InstantSource time) {
    this(roots, ownAuthorities, time, false);
  }

  /// @param ownAuthorities our own authorities of the moment, those included that a device need not
  ///   send along, and those that do not sign any more or not yet
  /// @param tests whether factory certificates for tests are believed, too
  public Credentials(
      ManufacturerRoots roots,
      Supplier<List<X509Certificate>> ownAuthorities,
      InstantSource time,
      boolean tests) {
    this.roots = roots;
    this.tests = tests;
    this.ownAuthorities = ownAuthorities;
    this.time = time;
    this.trust =
        new AtomicReference<>(
            new Trust(
                List.of(),
                new TrustedPath(List.of(), time),
                new TrustedPath(List.of(), time),
                Instant.EPOCH,
                new ConcurrentHashMap<>()));
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
    Trust current = current();
    Optional<Credential> known = current.answers().get(chain);
    return known != null ? known : judged(chain, current);
  }

  /// A connection that is kept alive shows the same chain at each request.
  private Optional<Credential> judged(List<X509Certificate> chain, Trust current) {
    Optional<Credential> answer = judge(chain, current);
    if (current.answers().size() < REMEMBERED) {
      current.answers().put(chain, answer);
    }
    return answer;
  }

  private Optional<Credential> judge(List<X509Certificate> chain, Trust current) {
    X509Certificate client = chain.getFirst();
    if (current.own().rootOf(chain, inItsLife(client)).isPresent()) {
      return Optional.of(new Credential.OperatorCertificate(client));
    }
    return current
        .path()
        .rootOf(chain)
        .filter(root -> isSound(chain))
        .flatMap(
            root ->
                HardwareModuleName.of(client)
                    .map(name -> new Credential.FactoryCertificate(name, current.attests(root))));
  }

  /// Whether nobody but the holders has the keys of a factory certificate and its authorities, and
  /// the certificate is not for tests in production (IEEE 2030.5-2018 §6.11.7).
  private boolean isSound(List<X509Certificate> chain) {
    List<Specimen> specimens = chain.stream().map(RootRequirements::specimenOf).toList();
    return specimens.stream().allMatch(each -> Lint.errorsInKey(each).isEmpty())
        && (tests || !Lint.isForTests(specimens.getFirst()));
  }

  /// One of ours that has expired is still one of ours; whether that is good enough is for the
  /// policy of its site to say.
  private Instant inItsLife(X509Certificate client) {
    Instant now = time.instant();
    Instant end = client.getNotAfter().toInstant();
    return now.isAfter(end) ? end : now;
  }

  private Trust current() {
    Instant now = time.instant();
    return trust.updateAndGet(
        known -> known.readAt().plus(FRESHNESS).isAfter(now) ? known : read(now));
  }

  private Trust read(Instant now) {
    List<Root> all = roots.trusted();
    var path = new TrustedPath(all.stream().map(Root::certificate).toList(), time);
    var own = new TrustedPath(ownAuthorities.get(), time);
    return new Trust(all, path, own, now, new ConcurrentHashMap<>());
  }

  /// The manufacturers' roots, and our authorities, as they were at one moment.
  ///
  /// @param answers what was made of chains since that moment; goes with the roots, and long before
  ///   it could matter that a certificate expires
  private record Trust(
      List<Root> roots,
      TrustedPath path,
      TrustedPath own,
      Instant readAt,
      Map<List<X509Certificate>, Optional<Credential>> answers) {
    boolean attests(X509Certificate root) {
      return attested().anyMatch(root::equals);
    }

    private Stream<X509Certificate> attested() {
      return roots.stream().filter(Root::attested).map(Root::certificate);
    }
  }
}
