package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ceremonies of `docs/operations.md`, with the commands that stand there: one folder is the
/// machine without a network, one the service's, and files are carried.
class OfflineRootTest {
  @TempDir private Path folder;

  private Path offline;
  private Path service;
  private CaRuns ca;

  @BeforeEach
  void prepare() throws IOException {
    offline = folder.resolve("offline");
    service = folder.resolve("service");
    ca = new CaRuns(folder);
  }

  private void bringRoot() {
    ca.done(offline, CaRuns.with("root", "--organisation", "Example Utility"));
    ca.done(
        service,
        CaRuns.with(
            "import",
            offline.resolve("0001-established-root.p7m").toString(),
            "--fingerprint",
            ca.fingerprint()));
  }

  private void bringIssuing(String name) {
    Path request = folder.resolve(name + ".csr");
    ca.done(service, CaRuns.with("issuing", "issuing", "--out", request.toString()));
    ca.done(offline, CaRuns.with("sign", request.toString(), "--line", "issuing"));
    ca.done(service, CaRuns.with("install", folder.resolve(name + ".p7m").toString()));
  }

  @Test
  void theRootsKeyIsNeverOnTheServicesMachine() throws IOException {
    bringRoot();
    bringIssuing("issuing");

    ca.done(service, "show");
    assertThat(ca.said())
        .contains("issuing since", "CN=Example Utility Issuing CA", "signed as it");
    assertThat(names(service)).contains("root.pem", "issuing.pem", "issuing.p12", "issuing.csr");
    assertThat(names(service)).doesNotContain("root.p12");
    assertThat(names(offline)).contains("root.p12").doesNotContain("issuing.p12");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }

  @Test
  void theOfflineSideSaysInPlainWordsWhatItSigns() {
    bringRoot();
    Path request = folder.resolve("issuing.csr");
    ca.done(service, CaRuns.with("issuing", "issuing", "--out", request.toString()));

    ca.done(offline, CaRuns.with("sign", request.toString(), "--line", "issuing"));

    assertThat(ca.said())
        .contains(
            "A CA asks to be certified, as issuing (issuing).",
            "Example Utility Issuing CA",
            "P-256",
            "cRLSign, digitalSignature, keyCertSign",
            "1.3.6.1.4.1.40732.1.1, 1.3.6.1.4.1.40732.1.3",
            "at most P15Y");
  }

  @Test
  void openSslVerifiesTheCertificateAndTheRecord() {
    Tool.require("openssl", "openssl");
    bringRoot();
    bringIssuing("issuing");
    var tool = new Tool(service);

    tool.ok("openssl", "verify", "-CAfile", "root.pem", "issuing.pem");
    String record =
        tool.ok(
            "openssl",
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            "0003-installed-issuing.p7m",
            "-CAfile",
            "root.pem",
            "-purpose",
            "any");

    assertThat(record)
        .contains("\"act\" : \"installed\"", "A. N. Auditor", "\"keeper\" : \"file\"");
  }

  @Test
  void nothingIsDoneTwiceOrOverwritten() throws IOException {
    bringRoot();
    bringIssuing("issuing");
    byte[] root = Files.readAllBytes(offline.resolve("root.pem"));

    ca.refused("never overwritten", offline, CaRuns.with("root", "--organisation", "Another"));
    ca.refused(
        "signed before",
        offline,
        CaRuns.with("sign", folder.resolve("issuing.csr").toString(), "--line", "issuing"));
    ca.refused(
        "answers no request",
        service,
        CaRuns.with("install", folder.resolve("issuing.p7m").toString()));
    ca.refused(
        "the next root here is root-2",
        service,
        CaRuns.with("import", root(2).toString(), "--fingerprint", "00"));

    assertThat(Files.readAllBytes(offline.resolve("root.pem"))).isEqualTo(root);
  }

  /// The record of another utility's first root.
  private Path root(int number) {
    Path other = folder.resolve("other" + number);
    ca.done(other, CaRuns.with("root", "--organisation", "Somebody Else"));
    return other.resolve("0001-established-root.p7m");
  }

  @Test
  void aRootWhoseFingerprintNobodyComparedIsNotBelieved() {
    ca.done(offline, CaRuns.with("root", "--organisation", "Example Utility"));
    String record = offline.resolve("0001-established-root.p7m").toString();

    ca.refused("compare its fingerprint", service, CaRuns.with("import", record));
    ca.refused(
        "the fingerprint is not the root's",
        service,
        CaRuns.with("import", record, "--fingerprint", "00".repeat(32)));
    assertThat(new AuthorityFolder(service).exists()).isFalse();
  }

  @Test
  void aCertificateOfAnotherRootIsNotInstalled() {
    bringRoot();
    Path request = folder.resolve("issuing.csr");
    ca.done(service, CaRuns.with("issuing", "issuing", "--out", request.toString()));
    Path other = folder.resolve("other");
    ca.done(other, CaRuns.with("root", "--organisation", "Somebody Else"));
    ca.done(other, CaRuns.with("sign", request.toString(), "--line", "issuing"));

    ca.refused(
        "signed by no root of this folder",
        service,
        CaRuns.with("install", folder.resolve("issuing.pem").toString()));
  }

  @Test
  void aRequestForAnotherLineIsNotSigned() {
    bringRoot();
    Path request = folder.resolve("issuing.csr");
    ca.done(service, CaRuns.with("issuing", "issuing", "--out", request.toString()));

    ca.refused(
        "there are issuing", offline, CaRuns.with("sign", request.toString(), "--line", "root"));
  }

  @Test
  void aRecordThatWasChangedIsFound() throws IOException {
    bringRoot();
    bringIssuing("issuing");
    Path record = service.resolve("0002-certified-issuing.p7m");
    byte[] content = Files.readAllBytes(record);
    content[content.length / 2] ^= 1;
    Files.write(record, content, StandardOpenOption.TRUNCATE_EXISTING);

    ca.refused("0002-certified-issuing.p7m is not the one that was written", service, "show");
  }

  @Test
  void aScriptMustAgreeAndSayWhoIsThere() {
    ca.refused("--organisation", offline, "root");
    ca.refused("--person", offline, "root", "--organisation", "Example");
    ca.refused(
        "--yes",
        offline,
        "root",
        "--organisation",
        "Example",
        "--person",
        "administrator=Somebody");
    assertThat(new AuthorityFolder(offline).exists()).isFalse();
  }

  @Test
  void aPersonIsLedAndMayStillSayNo() {
    assertThat(ca.led(offline, List.of("Example Utility", "A. N. Operator", "no"), "root"))
        .isEqualTo(1);
    assertThat(ca.said()).contains("let this machine have no network", "nothing was done");
    assertThat(new AuthorityFolder(offline).exists()).isFalse();

    assertThat(ca.led(offline, List.of("Example Utility", "A. N. Operator", "yes"), "root"))
        .isZero();
    assertThat(new AuthorityFolder(offline).certificate(AuthorityName.parse("root"))).isNotNull();
  }

  @Test
  void aRolloverOfTheRootIsCarriedToo() throws IOException {
    bringRoot();
    bringIssuing("issuing");

    ca.done(offline, CaRuns.with("rollover", "start", "root"));
    ca.done(
        service, CaRuns.with("import", offline.resolve("0003-established-root-2.p7m").toString()));
    ca.done(offline, CaRuns.with("rollover", "switch", "root"));
    ca.done(service, CaRuns.with("import", offline.resolve("0004-switched-root-2.p7m").toString()));
    bringIssuing("issuing-2");
    ca.done(service, CaRuns.with("rollover", "switch", "issuing"));

    ca.done(service, "rollover", "status");
    assertThat(ca.said())
        .containsPattern("root +retiring")
        .containsPattern("root-2 +issuing")
        .containsPattern("issuing +retiring")
        .containsPattern("issuing-2 +issuing");
    assertThat(names(service)).contains("root-2.by.root.pem", "root.by.root-2.pem");
    ca.refused("may be good until", service, CaRuns.with("rollover", "retire", "issuing"));
    ca.done(service, CaRuns.with("rollover", "retire", "issuing", "--anyway"));
    ca.done(offline, CaRuns.with("rollover", "retire", "root"));
    ca.done(service, CaRuns.with("import", offline.resolve("0006-retired-root.p7m").toString()));
    ca.done(service, "show");
  }

  @Test
  void allInOneGoMakesWhatIsMissingAndThenNothing() throws IOException {
    ca.done(service, "init", "--organisation", "Example", "--line", "issuing");
    assertThat(names(service)).contains("root.p12", "issuing.p12");

    ca.done(service, "init", "--organisation", "Example");
    assertThat(names(service)).contains("issuing-aggregator.p12", "issuing-service.p12");

    ca.refused("never overwritten", service, "init", "--organisation", "Example");
  }
}
