package org.gridseal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.Subject;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.InOneGo;
import org.gridseal.ceremony.Statement;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;

/// The CA and the TLS files of a developer's machine, under `ca/` and `tls/` of the data directory.
/// Its keys lie beside its password: good for trying, never for production.
public final class DevelopmentAuthority {
  /// A server certificate is renewed when less of its life is left.
  private static final Duration RENEWAL = Duration.ofDays(30);

  private static final Period SERVER_LIFE = Period.ofDays(365);

  private final Path data;
  private final Path policies;
  private final Ceremonies ceremonies;

  private DevelopmentAuthority(Path data, URI statusUrl, Path policies, char[] password) {
    SecureRandom chance = new SecureRandom();
    Path folder = data.resolve("ca");
    this.data = data;
    this.policies = policies;
    this.ceremonies =
        new Ceremonies(
            new AuthorityFolder(folder),
            new FileKeeper(folder, password),
            profilesIn(policies),
            statusUrl,
            InstantSource.system(),
            () -> SerialNumber.drawnFrom(chance));
  }

  /// Returns when `ca/root.pem`, `tls/server.pem` and `tls/server.key` exist and are good for a
  /// while.
  ///
  /// @return whether an authority was made now
  public static boolean ensure(Path data, URI statusUrl, Path policies, char[] password) {
    var development = new DevelopmentAuthority(data, statusUrl, policies, password);
    boolean made = development.ensureAuthorities();
    development.ensureServer();
    return made;
  }

  private boolean ensureAuthorities() {
    var nobody = new Statement(List.of(), "gridseal up");
    return new InOneGo(ceremonies, nobody, SignatureAlgorithm.ECDSA_SHA256)
        .establish("Gridseal Development", InOneGo.productive(ceremonies.linesBelowRoot()));
  }

  static List<CertificateProfile> profilesIn(Path policies) {
    return ProfileFile.readAll(policies.resolve("profiles"));
  }

  private void ensureServer() {
    Path certificateFile = data.resolve("tls/server.pem");
    Path keyFile = data.resolve("tls/server.key");
    try {
      if (!Files.exists(certificateFile) || !Files.exists(keyFile) || isOld(certificateFile)) {
        issueServer(certificateFile, keyFile);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the server certificate cannot be made", e);
    }
  }

  private static boolean isOld(Path certificateFile) throws IOException {
    X509Certificate certificate = Pem.certificates(Files.readAllBytes(certificateFile)).getFirst();
    return certificate.getNotAfter().toInstant().isBefore(Instant.now().plus(RENEWAL));
  }

  private void issueServer(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    CertificateProfile server = profile("tls-server");
    CertificationAuthority issuing = ceremonies.issuing(server.issuer());
    X509Certificate certificate =
        issuing.sign(
            issuing.prepare(
                server,
                Subject.server(
                    "Gridseal Development",
                    "localhost",
                    List.of("localhost"),
                    List.of("127.0.0.1")),
                SubjectKey.of(keys.getPublic()),
                SERVER_LIFE));
    Files.createDirectories(certificateFile.getParent());
    Files.deleteIfExists(keyFile);
    Files.createFile(
        keyFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keyFile, Pem.write("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Files.writeString(
        certificateFile,
        Pem.write("CERTIFICATE", certificate.getEncoded())
            + Pem.write("CERTIFICATE", issuing.certificate().getEncoded()));
  }

  private CertificateProfile profile(String name) {
    return profilesIn(policies).stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UncheckedIOException(new IOException("no profile " + name)));
  }
}
