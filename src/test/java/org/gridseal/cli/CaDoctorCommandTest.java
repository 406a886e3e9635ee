package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.cli.ca.CaCommand;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.SoftHsm;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CaDoctorCommandTest {
  private final StringWriter out = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void establish() throws IOException, CertificateEncodingException {
    writePassword("right", "rw-------");
    FileKeeper keeper = new FileKeeper(folder, "right".toCharArray());
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    writeCertificate(new Authorities(key, InstantSource.system()).issuing().certificate());
  }

  @Test
  void saysThatAllIsWellAndHowFastItIs() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains("the keeper is file, in " + folder, "ecdsa-with-SHA256", "it signs")
        .containsPattern("[0-9,]+ signatures a second, 8 at a time; [0-9,]+ for each second")
        .doesNotContain("FAILED", "warning")
        .endsWith("usable\n");
  }

  @Test
  void saysWhatToDoAboutAWrongPassword() throws IOException {
    writePassword("wrong", "rw-------");

    assertThat(run()).isOne();
    assertThat(out.toString())
        .contains("FAILED   the key file issuing.p12 cannot be opened")
        .contains("Look at gridseal.ca.password-file")
        .endsWith("not usable\n")
        .doesNotContain("wrong");
  }

  @Test
  void saysThatThereIsNoKey() {
    assertThat(run("--key", "absent")).isOne();
    assertThat(out.toString()).contains("there is no key absent", "./gridseal ca init");
  }

  @Test
  void seesTheCertificateOfAnotherKey() throws IOException, CertificateEncodingException {
    var foreign = new Authorities(new InMemoryKey(), InstantSource.system());
    writeCertificate(foreign.issuing().certificate());

    assertThat(run()).isOne();
    assertThat(out.toString()).contains("is for another key");
  }

  @Test
  void warnsOfAPasswordThatEverybodyCanRead() throws IOException {
    writePassword("right", "rw-r--r--");

    assertThat(run()).isZero();
    assertThat(out.toString()).contains("warning", "chmod 600");
  }

  @Test
  void namesTheTokensThatThereAreWhenItsOwnIsNot() {
    SoftHsm hsm = SoftHsm.ours();
    Map<String, String> said =
        Map.of(
            "gridseal.ca.keeper",
            "pkcs11",
            "gridseal.ca.pkcs11.library",
            SoftHsm.library().toString(),
            "gridseal.ca.pkcs11.pin-file",
            hsm.pinFile().toString(),
            "gridseal.ca.pkcs11.token-label",
            "moved");
    said.forEach(System::setProperty);
    try {
      assertThat(run()).isOne();
    } finally {
      said.keySet().forEach(System::clearProperty);
    }

    assertThat(out.toString())
        .contains("there is a token: gridseal (serial ", "name one by gridseal.ca.pkcs11")
        .contains("FAILED   there is no token labelled moved; there are: gridseal (serial ");
  }

  private int run(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--directory",
                folder.toString(),
                "doctor",
                "--password-file",
                folder.resolve("password").toString(),
                "--seconds",
                "1"));
    words.addAll(List.of(more));
    return new CommandLine(new CaCommand())
        .setOut(new PrintWriter(out))
        .execute(words.toArray(String[]::new));
  }

  private void writePassword(String password, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private void writeCertificate(X509Certificate certificate)
      throws IOException, CertificateEncodingException {
    Files.writeString(
        folder.resolve("issuing.pem"), Pem.write("CERTIFICATE", certificate.getEncoded()));
  }
}
