package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.AuthorityFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ceremonies of `docs/operations.md` for people who sit at a terminal: no option is given, and
/// each act is asked for, explained, and may still be declined.
class GuidedCeremonyTest {
  private static final String WHO = "Who holds this ceremony (name): ";

  @TempDir private Path folder;

  private Path offline;
  private Path service;
  private Path request;
  private CaRuns ca;

  @BeforeEach
  void prepare() throws IOException {
    offline = folder.resolve("offline");
    service = folder.resolve("service");
    request = folder.resolve("issuing.csr");
    ca = new CaRuns(folder);
  }

  private void led(Path directory, List<String> answers, String... words) {
    assertThat(ca.led(directory, answers, words)).as(ca.said()).isZero();
  }

  private void declined(Path directory, List<String> answers, String... words) {
    assertThat(ca.led(directory, answers, words)).as(ca.said()).isEqualTo(1);
    assertThat(ca.said()).contains("nothing was done");
  }

  private void bringRoot() {
    led(offline, List.of("Example Utility", "A. N. Operator", "yes"), "root");
    String readOut = ca.fingerprint();
    led(service, List.of(readOut, "yes"), "import", offline.resolve("root.pem").toString());
  }

  private void ask() {
    led(service, List.of("yes"), "issuing", "issuing", "--out", request.toString());
  }

  private void sign() {
    led(offline, List.of("A. N. Operator", "yes"), "sign", request.toString());
  }

  @Test
  void leadsFromTheRootToACaThatIssues() {
    bringRoot();
    assertThat(ca.asked().getFirst())
        .isEqualTo("The SHA-256 that those who made the root read out: ");

    ask();
    assertThat(ca.asked())
        .containsExactly("A key for the next CA of issuing will be made. Type yes to go on: ");
    assertThat(ca.said()).contains("carry " + request + " to the root, for 'ca sign'");

    sign();
    assertThat(ca.asked()).containsExactly(WHO, "The root will sign this. Type yes to go on: ");
    assertThat(ca.said())
        .contains(
            "Read the SHA-256 of the request aloud", "CN            Example Utility Issuing CA")
        .contains("carry " + folder.resolve("issuing.p7m") + " back");

    led(
        service,
        List.of("A. N. Operator", "yes"),
        "install",
        folder.resolve("issuing.p7m").toString());
    assertThat(ca.asked().getFirst()).isEqualTo(WHO);
    assertThat(ca.asked().getLast())
        .contains("CN=Example Utility Issuing CA")
        .endsWith("will be taken into use. Type yes to go on: ");
    assertThat(new AuthorityFolder(service).state().at("issuing", Stage.issuing)).isPresent();
  }

  @Test
  void makesNoKeyWhenAPersonDeclines() {
    bringRoot();

    declined(service, List.of("no"), "issuing", "issuing", "--out", request.toString());

    assertThat(request).doesNotExist();
    assertThat(service.resolve("issuing.p12")).doesNotExist();
    assertThat(new AuthorityFolder(service).state().line("issuing")).isEmpty();
  }

  @Test
  void signsNothingWhenAPersonDeclines() {
    bringRoot();
    ask();

    declined(offline, List.of("A. N. Operator", "not yet"), "sign", request.toString());

    assertThat(folder.resolve("issuing.p7m")).doesNotExist();
    assertThat(folder.resolve("issuing.pem")).doesNotExist();
    assertThat(new AuthorityFolder(offline).state().ceremonies()).hasSize(1);
  }

  @Test
  void installsNothingWhenAPersonDeclines() throws IOException {
    bringRoot();
    ask();
    sign();
    Path answer = folder.resolve("issuing.p7m");
    byte[] before = Files.readAllBytes(service.resolve("authorities.yaml"));

    declined(service, List.of("A. N. Operator", ""), "install", answer.toString());

    assertThat(service.resolve("issuing.pem")).doesNotExist();
    assertThat(Files.readAllBytes(service.resolve("authorities.yaml"))).isEqualTo(before);
  }

  @Test
  void asksForThePasswordOfAKeyThatIsBrought() {
    ca.done(offline, "init", "--organisation", "Example", "--line", "issuing");

    led(
        service,
        List.of("correct horse", "A. N. Operator", "yes"),
        "import",
        offline.resolve("root.p12").toString(),
        "--line",
        "root");

    assertThat(ca.asked()).startsWith("Password of the key's file: ", WHO);
    assertThat(ca.said()).contains("Nobody can know where else this key is");
    assertThat(ca.said()).doesNotContain("correct horse");
  }
}
