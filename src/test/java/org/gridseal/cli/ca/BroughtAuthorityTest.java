package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A utility brings CAs that it has, with their keys, as another program has exported them.
class BroughtAuthorityTest {
  @TempDir private Path folder;

  private Path theirs;
  private Path ours;
  private CaRuns ca;
  private Tool openssl;

  @BeforeEach
  void prepare() throws IOException {
    theirs = folder.resolve("theirs");
    ours = folder.resolve("ours");
    ca = new CaRuns(folder);
    openssl = new Tool(folder);
    ca.done(theirs, "init", "--organisation", "Example Utility", "--line", "issuing");
  }

  private void bring(Path key, String line, String... more) {
    ca.done(ours, bringing(key, line, more));
  }

  private String[] bringing(Path key, String line, String... more) {
    Stream<String> words =
        Stream.of(
            "import",
            key.toString(),
            "--line",
            line,
            "--key-password-file",
            ca.password().toString());
    return CaRuns.with(Stream.concat(words, Arrays.stream(more)).toArray(String[]::new));
  }

  private Path theirKey(String name) {
    return theirs.resolve(name + ".p12");
  }

  @Test
  void issuesOnWithTheKeysThatItHad() throws IOException {
    bring(theirKey("root"), "root");
    bring(theirKey("issuing"), "issuing");

    ca.done(ours, "show");
    assertThat(ca.said()).contains("0001-adopted-root.p7m", "0002-adopted-issuing.p7m");
    assertThat(Files.readAllBytes(ours.resolve("issuing.pem")))
        .isEqualTo(Files.readAllBytes(theirs.resolve("issuing.pem")));
    ca.done(ours, CaRuns.with("issuing", "issuing"));
    assertThat(new AuthorityFolder(ours).state().at("issuing", Stage.prepared)).isPresent();
  }

  @Test
  void takesWhatOpenSslHasWritten() {
    Tool.require("openssl", "openssl");
    String password = "file:" + ca.password();
    String plain = unlocked("root", password);
    openssl.ok(
        "openssl", "pkcs8", "-topk8", "-in", plain, "-passout", password, "-out", "locked.pem");
    Path certificate = theirs.resolve("root.pem");

    bring(folder.resolve("locked.pem"), "root", "--certificate", certificate.toString());
    bring(folder.resolve(unlocked("issuing", password)), "issuing");

    ca.done(ours, "show");
  }

  /// Key and certificate in one PEM text, with remarks between.
  private String unlocked(String name, String password) {
    String file = name + "-unlocked.pem";
    openssl.ok(
        "openssl",
        "pkcs12",
        "-in",
        theirKey(name).toString(),
        "-nodes",
        "-passin",
        password,
        "-out",
        file);
    return file;
  }

  @Test
  void refusesAKeyInAnotherForm() {
    Tool.require("openssl", "openssl");
    String plain = unlocked("root", "file:" + ca.password());
    openssl.ok("openssl", "ec", "-in", plain, "-out", "sec1.pem");

    ca.refused(
        "openssl pkcs8 -topk8",
        ours,
        bringing(
            folder.resolve("sec1.pem"),
            "root",
            "--certificate",
            theirs.resolve("root.pem").toString()));
  }

  @Test
  void refusesAWrongPasswordAndRepeatsNothingOfIt() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "staple battery\n");

    ca.refused(
        "with that password",
        ours,
        CaRuns.with(
            "import",
            theirKey("root").toString(),
            "--line",
            "root",
            "--key-password-file",
            wrong.toString()));

    assertThat(ca.said()).doesNotContain("staple");
    assertThat(new AuthorityFolder(ours).exists()).isFalse();
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() {
    ca.refused(
        "not that of the certificate",
        ours,
        bringing(
            theirKey("root"), "root", "--certificate", theirs.resolve("issuing.pem").toString()));
  }

  @Test
  void refusesACaThatNoRootOfThisFolderSigned() {
    ca.refused("signed by no root of this folder", ours, bringing(theirKey("issuing"), "issuing"));
    ca.refused("it did not sign itself", ours, bringing(theirKey("issuing"), "root"));

    assertThat(ours.resolve("issuing.p12")).doesNotExist();
  }

  @Test
  void neverReplacesARoot() throws IOException {
    ca.done(ours, CaRuns.with("root", "--organisation", "Another"));
    byte[] before = Files.readAllBytes(ours.resolve("root.p12"));

    ca.refused("there is a root already", ours, bringing(theirKey("root"), "root"));

    assertThat(Files.readAllBytes(ours.resolve("root.p12"))).isEqualTo(before);
  }
}
