package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Manufacturer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12SigningKeyTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private final Pkcs12SigningKey key = Pkcs12SigningKey.generate(SignatureAlgorithm.ECDSA_SHA256);
  private final X509Certificate certificate = Manufacturer.serca("Fake SERCA").root();

  @TempDir Path folder;

  @Test
  void signsSoThatItsPublicKeyVerifies() throws GeneralSecurityException {
    assertThat(verifies(key, key.sign(CONTENT))).isTrue();
  }

  @Test
  void isTheSameKeyWhenItIsOpenedAgain() throws IOException, GeneralSecurityException {
    Path file = folder.resolve("key.p12");
    key.store(file, "right".toCharArray(), certificateOfTheKey());

    Pkcs12SigningKey opened = Pkcs12SigningKey.open(file, "right".toCharArray());

    assertThat(opened.publicKey()).isEqualTo(key.publicKey());
    assertThat(verifies(key, opened.sign(CONTENT))).isTrue();
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("key.p12");

    key.store(file, "right".toCharArray(), certificate);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void staysClosedToAWrongPassword() throws IOException {
    Path file = folder.resolve("key.p12");
    key.store(file, "right".toCharArray(), certificate);

    assertThatThrownBy(() -> Pkcs12SigningKey.open(file, "wrong".toCharArray()))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("key.p12")
        .message()
        .doesNotContain("wrong");
  }

  @Test
  void doesNotOpenWhatIsNotThereOrNoKeyFile() throws IOException {
    Path nonsense = Files.writeString(folder.resolve("nonsense.p12"), "nonsense");

    assertThatThrownBy(() -> Pkcs12SigningKey.open(nonsense, new char[0]))
        .isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> Pkcs12SigningKey.open(folder.resolve("absent.p12"), new char[0]))
        .isInstanceOf(SigningException.class);
  }

  @Test
  void neverOverwritesAKey() throws IOException {
    Path file = folder.resolve("key.p12");
    key.store(file, "right".toCharArray(), certificate);
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(
            () ->
                Pkcs12SigningKey.generate(SignatureAlgorithm.ECDSA_SHA256)
                    .store(file, "right".toCharArray(), certificate))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  private static boolean verifies(Pkcs12SigningKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key.publicKey());
    verifier.update(CONTENT);
    return verifier.verify(signature);
  }

  private X509Certificate certificateOfTheKey() {
    return new Authorities(key, InstantSource.fixed(Authorities.NOW)).issuing().certificate();
  }
}
