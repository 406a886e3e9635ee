package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The ceremonies of `docs/operations.md`, with the commands that stand there: one folder is the
/// machine without a network, one the service's, and files are carried.
class OfflineRootTest {
  @TempDir private Path folder;

  private Path offline;
  private Path service;
  private Path password;
  private String said = "";

  @BeforeEach
  void prepare() throws IOException {
    offline = folder.resolve("offline");
    service = folder.resolve("service");
    password = Files.writeString(folder.resolve("password"), "correct horse\n");
  }

  /// Runs a command as a script does: nobody is there to be asked.
  private int script(Path directory, String... words) {
    StringWriter output = new StringWriter();
    return run(new Guide(new PrintWriter(output), null), output, directory, words);
  }

  private int run(Guide guide, StringWriter output, Path directory, String... words) {
    PrintWriter lines = new PrintWriter(output, true);
    List<String> all =
        Stream.concat(
                Stream.of(words),
                Stream.of(
                    "--directory",
                    directory.toString(),
                    "--password-file",
                    password.toString(),
                    "--policies",
                    "policies"))
            .toList();
    int exit =
        new CommandLine(new CaCommand(guide))
            .setOut(lines)
            .setErr(lines)
            .execute(all.toArray(String[]::new));
    said = output.toString();
    return exit;
  }

  private void done(Path directory, String... words) {
    assertThat(script(directory, words)).as(said).isZero();
  }

  private void refused(String reason, Path directory, String... words) {
    assertThat(script(directory, words)).as(said).isEqualTo(1);
    assertThat(said).contains(reason);
  }

  /// What was read out.
  private String fingerprint() {
    Matcher found = Pattern.compile("SHA-256 ((?:[0-9a-f]{4} ?){16})").matcher(said);
    assertThat(found.find()).as(said).isTrue();
    return found.group(1).strip();
  }

  private static final String[] PEOPLE = {
    "--person", "administrator=A. N. Operator", "--person", "witness=A. N. Auditor", "--yes"
  };

  private static String[] with(String... words) {
    return Stream.concat(Stream.of(words), Stream.of(PEOPLE)).toArray(String[]::new);
  }

  private void bringRoot() {
    done(offline, with("root", "--organisation", "Example Utility"));
    done(
        service,
        with(
            "import",
            offline.resolve("0001-established-root.p7m").toString(),
            "--fingerprint",
            fingerprint()));
  }

  private void bringIssuing(String name) {
    Path request = folder.resolve(name + ".csr");
    done(service, with("issuing", "issuing", "--out", request.toString()));
    done(offline, with("sign", request.toString(), "--line", "issuing"));
    done(service, with("install", folder.resolve(name + ".p7m").toString()));
  }

  @Test
  void theRootsKeyIsNeverOnTheServicesMachine() throws IOException {
    bringRoot();
    bringIssuing("issuing");

    done(service, "show");
    assertThat(said).contains("issuing since", "CN=Example Utility Issuing CA", "signed as it");
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
    done(service, with("issuing", "issuing", "--out", request.toString()));

    done(offline, with("sign", request.toString(), "--line", "issuing"));

    assertThat(said)
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

    refused("never overwritten", offline, with("root", "--organisation", "Another"));
    refused(
        "signed before",
        offline,
        with("sign", folder.resolve("issuing.csr").toString(), "--line", "issuing"));
    refused(
        "answers no request", service, with("install", folder.resolve("issuing.p7m").toString()));
    refused(
        "the next root here is root-2",
        service,
        with("import", root(2).toString(), "--fingerprint", "00"));

    assertThat(Files.readAllBytes(offline.resolve("root.pem"))).isEqualTo(root);
  }

  /// The record of another utility's first root.
  private Path root(int number) {
    Path other = folder.resolve("other" + number);
    done(other, with("root", "--organisation", "Somebody Else"));
    return other.resolve("0001-established-root.p7m");
  }

  @Test
  void aRootWhoseFingerprintNobodyComparedIsNotBelieved() {
    done(offline, with("root", "--organisation", "Example Utility"));
    String record = offline.resolve("0001-established-root.p7m").toString();

    refused("compare its fingerprint", service, with("import", record));
    refused(
        "the fingerprint is not the root's",
        service,
        with("import", record, "--fingerprint", "00".repeat(32)));
    assertThat(new AuthorityFolder(service).exists()).isFalse();
  }

  @Test
  void aCertificateOfAnotherRootIsNotInstalled() {
    bringRoot();
    Path request = folder.resolve("issuing.csr");
    done(service, with("issuing", "issuing", "--out", request.toString()));
    Path other = folder.resolve("other");
    done(other, with("root", "--organisation", "Somebody Else"));
    done(other, with("sign", request.toString(), "--line", "issuing"));

    refused(
        "signed by no root of this folder",
        service,
        with("install", folder.resolve("issuing.pem").toString()));
  }

  @Test
  void aRequestForAnotherLineIsNotSigned() {
    bringRoot();
    Path request = folder.resolve("issuing.csr");
    done(service, with("issuing", "issuing", "--out", request.toString()));

    refused("there are issuing", offline, with("sign", request.toString(), "--line", "root"));
  }

  @Test
  void aRecordThatWasChangedIsFound() throws IOException {
    bringRoot();
    bringIssuing("issuing");
    Path record = service.resolve("0002-certified-issuing.p7m");
    byte[] content = Files.readAllBytes(record);
    content[content.length / 2] ^= 1;
    Files.write(record, content, StandardOpenOption.TRUNCATE_EXISTING);

    refused("0002-certified-issuing.p7m is not the one that was written", service, "show");
  }

  @Test
  void aScriptMustAgreeAndSayWhoIsThere() {
    refused("--organisation", offline, "root");
    refused("--person", offline, "root", "--organisation", "Example");
    refused(
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
    assertThat(led(offline, List.of("Example Utility", "A. N. Operator", "no"), "root"))
        .isEqualTo(1);
    assertThat(said).contains("let this machine have no network", "nothing was done");
    assertThat(new AuthorityFolder(offline).exists()).isFalse();

    assertThat(led(offline, List.of("Example Utility", "A. N. Operator", "yes"), "root")).isZero();
    assertThat(new AuthorityFolder(offline).certificate(AuthorityName.parse("root"))).isNotNull();
  }

  private int led(Path directory, List<String> answers, String... words) {
    Deque<String> left = new ArrayDeque<>(answers);
    StringWriter output = new StringWriter();
    return run(
        new Guide(new PrintWriter(output, true), question -> left.poll()),
        output,
        directory,
        words);
  }

  @Test
  void aRolloverOfTheRootIsCarriedToo() throws IOException {
    bringRoot();
    bringIssuing("issuing");

    done(offline, with("rollover", "start", "root"));
    done(service, with("import", offline.resolve("0003-established-root-2.p7m").toString()));
    done(offline, with("rollover", "switch", "root"));
    done(service, with("import", offline.resolve("0004-switched-root-2.p7m").toString()));
    bringIssuing("issuing-2");
    done(service, with("rollover", "switch", "issuing"));

    done(service, "rollover", "status");
    assertThat(said)
        .containsPattern("root +retiring")
        .containsPattern("root-2 +issuing")
        .containsPattern("issuing +retiring")
        .containsPattern("issuing-2 +issuing");
    assertThat(names(service)).contains("root-2.by.root.pem", "root.by.root-2.pem");
    refused("may be good until", service, with("rollover", "retire", "issuing"));
    done(service, with("rollover", "retire", "issuing", "--anyway"));
    done(offline, with("rollover", "retire", "root"));
    done(service, with("import", offline.resolve("0006-retired-root.p7m").toString()));
    done(service, "show");
  }

  @Test
  void allInOneGoMakesWhatIsMissingAndThenNothing() throws IOException {
    done(service, "init", "--organisation", "Example", "--line", "issuing");
    assertThat(names(service)).contains("root.p12", "issuing.p12");

    done(service, "init", "--organisation", "Example");
    assertThat(names(service)).contains("issuing-aggregator.p12", "issuing-service.p12");

    refused("never overwritten", service, "init", "--organisation", "Example");
  }
}
