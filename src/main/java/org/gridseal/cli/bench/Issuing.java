package org.gridseal.cli.bench;

import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.Period;
import java.util.Map;
import java.util.function.Supplier;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.cli.demo.FakeManufacturer;
import org.gridseal.cli.local.Home;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;

/// Issues certificates to a device that waits for none of them, as an authority does: drafts,
/// signs, reads the result back and verifies it. Without TLS, log and database.
final class Issuing {
  private final CertificationAuthority authority;
  private final CertificateProfile profile;
  private final Subject subject =
      Subject.device(new HardwareModuleName(FakeManufacturer.HARDWARE_TYPE, "00ff"));
  private final SubjectKey device = SubjectKey.of(new FakeManufacturer().newKeys().getPublic());

  Issuing(SigningKey key) {
    var profiles =
        CertificateProfile.byName(
            ProfileFile.readAll(Home.path().resolve("policies").resolve("profiles")));
    SecureRandom chance = new SecureRandom();
    Supplier<SerialNumber> serialNumbers = () -> SerialNumber.drawnFrom(chance);
    InstantSource time = InstantSource.system();
    var locations = new StatusLocations(URI.create("http://localhost:8080"), "issuing");
    // Self-signed: who is above makes no difference to what issuing costs.
    X509Certificate own =
        CertificationAuthority.establishRoot(
            profile(profiles, "root"),
            Subject.authority("Gridseal Bench", "Issuing", "1"),
            key,
            locations,
            time,
            serialNumbers);
    this.authority = new CertificationAuthority(own, key, locations, time, serialNumbers);
    this.profile = profile(profiles, "ieee2030.5-device");
  }

  private static CertificateProfile profile(Map<String, CertificateProfile> profiles, String name) {
    CertificateProfile found = profiles.get(name);
    if (found == null) {
      throw new FailedBenchException("the profile " + name + " is missing in policies/");
    }
    return found;
  }

  void issue() {
    Draft draft = authority.prepare(profile, subject, device, Period.ofYears(1));
    authority.sign(draft);
  }
}
