package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.gridseal.FastCryptography;
import org.gridseal.authority.Placeholder;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileKeeperTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  @TempDir Path folder;

  /// As in the service: the providers that are there decide which classes keys have.
  @BeforeAll
  static void installTheFastProvider() {
    FastCryptography.install();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void findsTheKeyThatItMade(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    SigningKey made = keeper().generate("issuing", algorithm);

    SigningKey found = keeper().find("issuing").orElseThrow();

    assertThat(found.publicKey().getEncoded()).isEqualTo(made.publicKey().getEncoded());
    assertThat(SignatureAlgorithm.of(found.publicKey())).isEqualTo(algorithm);
    assertThat(verifies(made, found.sign(CONTENT))).isTrue();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(keeper().find("issuing")).isEmpty();
  }

  @Test
  void neverReplacesAKey() throws IOException {
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    byte[] before = Files.readAllBytes(file());

    assertThatThrownBy(() -> keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA384))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key issuing already");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(files()).containsExactly("issuing.p12");
  }

  @Test
  void letsOneOfSeveralMakeTheKey() throws Exception {
    List<Callable<SigningKey>> makers =
        Stream.<Callable<SigningKey>>generate(
                () -> () -> keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256))
            .limit(8)
            .toList();

    List<SigningKey> made;
    try (ExecutorService threads = Executors.newFixedThreadPool(makers.size())) {
      made = threads.invokeAll(makers).stream().flatMap(FileKeeperTest::result).toList();
    }

    assertThat(made).hasSize(1);
    assertThat(keeper().find("issuing").orElseThrow().publicKey().getEncoded())
        .isEqualTo(made.getFirst().publicKey().getEncoded());
    assertThat(files()).containsExactly("issuing.p12");
  }

  private static Stream<SigningKey> result(Future<SigningKey> maker) {
    try {
      return Stream.of(maker.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
      return Stream.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsTheKeyWhenItsCertificateComes() throws Exception {
    SigningKey key = keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    X509Certificate certificate =
        new Authorities(key, InstantSource.fixed(Authorities.NOW)).issuing().certificate();

    keeper().attach("issuing", certificate);

    assertThat(certificateInFile()).isEqualTo(certificate);
    assertThat(verifies(key, keeper().find("issuing").orElseThrow().sign(CONTENT))).isTrue();
    assertThat(files()).containsExactly("issuing.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesTheCertificateOfAnotherKey() {
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    X509Certificate foreign =
        new Authorities(new InMemoryKey(), InstantSource.fixed(Authorities.NOW))
            .issuing()
            .certificate();

    assertThatThrownBy(() -> keeper().attach("issuing", foreign))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper().attach("absent", foreign))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsACertificateThatIsNobodysAuthorityUntilThen() throws Exception {
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    assertThat(certificateInFile().getBasicConstraints()).isEqualTo(-1);
    assertThat(certificateInFile().getVersion()).isEqualTo(1);
  }

  @Test
  void takesNoNameThatLeavesTheFolder() {
    for (String name : List.of("", "../root", "a/b", "Root", ".hidden", "a".repeat(64))) {
      assertThatThrownBy(() -> keeper().find(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void staysClosedToAWrongPassword() {
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    Keeper wrong = new FileKeeper(folder, "wrong".toCharArray());

    assertThatThrownBy(() -> wrong.find("issuing")).isInstanceOf(SigningException.class);
  }

  @Test
  void readsItsPasswordFromAFile() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "right\nmore\n");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    keeper().generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    assertThat(FileKeeper.in(folder, password).find("issuing")).isPresent();
    assertThatThrownBy(() -> FileKeeper.in(folder, empty)).isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> FileKeeper.in(folder, folder.resolve("absent")))
        .isInstanceOf(SigningException.class);
  }

  private Keeper keeper() {
    return new FileKeeper(folder, "right".toCharArray());
  }

  private Path file() {
    return folder.resolve("issuing.p12");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private X509Certificate certificateInFile() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(file().toFile(), "right".toCharArray());
    return (X509Certificate) store.getCertificate("key");
  }

  private static boolean verifies(SigningKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
    verifier.initVerify(key.publicKey());
    verifier.update(CONTENT);
    return verifier.verify(signature);
  }

  @Test
  void takesInAKeyThatWasMadeElsewhere() throws Exception {
    BroughtKey brought = brought();

    SigningKey taken = keeper().take("issuing", brought);

    SigningKey found = keeper().find("issuing").orElseThrow();
    assertThat(found.publicKey().getEncoded())
        .isEqualTo(brought.certificate().getPublicKey().getEncoded());
    assertThat(verifies(taken, found.sign(CONTENT))).isTrue();
    assertThatThrownBy(() -> keeper().take("issuing", brought))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key issuing already");
  }

  private static BroughtKey brought() throws GeneralSecurityException {
    KeyPair keys = NewKeys.generator(SignatureAlgorithm.ECDSA_SHA256).generateKeyPair();
    return BroughtKey.of(keys.getPrivate(), Placeholder.of("theirs", new InMemoryKey(keys)));
  }
}
