package org.gridseal.testing;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.x509.SubjectKey;

/// A root and an issuing authority, made as an operator makes them, from the profiles in
/// `policies/profiles`. The clock stands still unless a test brings its own; serial numbers count
/// from 10.
public final class Authorities {
  public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static final Map<String, CertificateProfile> PROFILES =
      CertificateProfile.byName(ProfileFile.readAll(Path.of("policies/profiles")));

  private static final URI STATUS = URI.create("http://status.example");

  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;
  private final CertificationAuthority root;
  private final CertificationAuthority issuing;
  private final Map<String, CertificationAuthority> others = new HashMap<>();

  public Authorities(SigningKey issuingKey, InstantSource time) {
    this(new InMemoryKey(), issuingKey, time, counting());
  }

  private Authorities(
      SigningKey rootKey,
      SigningKey issuingKey,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    this.time = time;
    this.serialNumbers = serialNumbers;
    var rootLocations = new StatusLocations(STATUS, "root");
    X509Certificate certificate =
        CertificationAuthority.establishRoot(
            profile("root"),
            Subject.authority("Gridseal Test", "Root", "1"),
            rootKey,
            rootLocations,
            time,
            serialNumbers);
    this.root =
        new CertificationAuthority(certificate, rootKey, rootLocations, time, serialNumbers);
    this.issuing = below(root, profile("issuing"), issuingKey);
  }

  /// With a key that works and a clock that stands at [#NOW].
  public static Authorities established() {
    return new Authorities(new InMemoryKey(), InstantSource.fixed(NOW));
  }

  /// The authority that issues certificates of a profile: [#issuing] for most, another for those of
  /// makers and of test benches.
  public CertificationAuthority issuerOf(CertificateProfile profile) {
    return switch (profile.issuer()) {
      case "root" -> root;
      case "issuing" -> issuing;
      default -> {
        String name = profile.issuer();
        CertificationAuthority known = others.get(name);
        CertificationAuthority issuer = known == null ? established(profile(name)) : known;
        others.put(name, issuer);
        yield issuer;
      }
    };
  }

  private CertificationAuthority established(CertificateProfile profile) {
    var key = new InMemoryKey();
    return profile.issuer().equals("self")
        ? self(profile, key)
        : below(issuerOf(profile), profile, key);
  }

  private CertificationAuthority self(CertificateProfile profile, SigningKey key) {
    var locations = new StatusLocations(STATUS, profile.name());
    Subject subject = Subject.authority("Fake Makers", profile.name(), "1");
    return new CertificationAuthority(
        CertificationAuthority.establishRoot(profile, subject, key, locations, time, serialNumbers),
        key,
        locations,
        time,
        serialNumbers);
  }

  private CertificationAuthority below(
      CertificationAuthority issuer, CertificateProfile profile, SigningKey key) {
    return below(issuer, profile, key, AuthorityName.first(profile.name()));
  }

  private CertificationAuthority below(
      CertificationAuthority issuer, CertificateProfile profile, SigningKey key, AuthorityName as) {
    X509Certificate certificate =
        issuer.sign(
            issuer.prepare(
                profile,
                Subject.authority("Gridseal Test", "Issuing", Integer.toString(as.generation())),
                SubjectKey.of(key.publicKey()),
                profile.validity().maximum()));
    return new CertificationAuthority(
        certificate, key, new StatusLocations(STATUS, as.toString()), time, serialNumbers);
  }

  /// The second generation of [#issuing], with a key of its own.
  public CertificationAuthority successorOfIssuing() {
    AuthorityName next = AuthorityName.first("issuing").successor();
    return below(root, profile("issuing"), new InMemoryKey(), next);
  }

  private static Supplier<SerialNumber> counting() {
    var last = new AtomicLong(9);
    return () -> new SerialNumber(BigInteger.valueOf(last.incrementAndGet()));
  }

  public CertificationAuthority root() {
    return root;
  }

  public CertificationAuthority issuing() {
    return issuing;
  }

  public static CertificateProfile profile(String name) {
    CertificateProfile profile = PROFILES.get(name);
    if (profile == null) {
      throw new IllegalArgumentException("no profile is named " + name);
    }
    return profile;
  }

  public static List<CertificateProfile> profiles() {
    return List.copyOf(PROFILES.values());
  }
}
