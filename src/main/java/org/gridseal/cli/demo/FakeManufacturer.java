package org.gridseal.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.time.Period;
import java.util.Objects;
import java.util.function.Supplier;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.keeper.Pkcs12SigningKey;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;

/// A manufacturer of devices that do not exist, for the demo and the benchmarks: a root, and
/// factory certificates below it. Its key lives as long as this object.
public final class FakeManufacturer {
  /// Below the private enterprise number that IANA keeps for examples (RFC 5612).
  public static final String HARDWARE_TYPE = "1.3.6.1.4.1.32473.1";

  private final CertificateProfile deviceProfile = profile("factory-device");
  private final CertificationAuthority authority;
  private final KeyPairGenerator keys;

  public FakeManufacturer() {
    SecureRandom chance = new SecureRandom();
    Supplier<SerialNumber> serials = () -> SerialNumber.drawnFrom(chance);
    Pkcs12SigningKey key = Pkcs12SigningKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    var nowhere = new StatusLocations(URI.create("http://localhost"), "factory-root");
    X509Certificate root =
        CertificationAuthority.establishRoot(
            profile("factory-root"),
            Subject.authority("Fake Inverters", "Fake Inverters Root", "1"),
            key,
            nowhere,
            InstantSource.system(),
            serials);
    this.authority =
        new CertificationAuthority(root, key, nowhere, InstantSource.system(), serials);
    this.keys = generator();
  }

  /// A device as it leaves the factory.
  ///
  /// @param certificate names its hardware
  public record Device(HardwareModuleName hardware, KeyPair keys, X509Certificate certificate) {}

  /// Makes a device, in a fraction of a millisecond.
  ///
  /// @param serialNumber its hardware serial, hexadecimal
  public Device make(String serialNumber) {
    var name = new HardwareModuleName(HARDWARE_TYPE, serialNumber);
    KeyPair pair = newKeys();
    var draft =
        authority.prepare(
            deviceProfile,
            Subject.device(name),
            SubjectKey.of(pair.getPublic()),
            Period.ofYears(20));
    return new Device(name, pair, authority.sign(draft));
  }

  /// A fresh P-256 key pair.
  public KeyPair newKeys() {
    return keys.generateKeyPair();
  }

  public X509Certificate root() {
    return authority.certificate();
  }

  private static KeyPairGenerator generator() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  private static CertificateProfile profile(String name) {
    String resource = "/fake/" + name + ".yaml";
    try (InputStream input =
        Objects.requireNonNull(FakeManufacturer.class.getResourceAsStream(resource))) {
      return ProfileFile.parse(input.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
