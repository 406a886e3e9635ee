package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gridseal.site.Lfdi;
import org.gridseal.testing.Crafted;
import org.gridseal.testing.Deviations;
import org.gridseal.testing.Keys;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<byte[]> honest = Deviations.honest();

  @Test
  void explainsAnHonestChainAndFindsNothing() throws IOException {
    assertThat(run(pem("chain.pem", honest))).isZero();

    assertThat(out.toString())
        .contains(
            "This is a device.",
            "hardware of type 1.3.6.1.4.1.37250.13.1, serial number ff150032",
            "says    device",
            "key     P-256",
            "until never",
            "LFDI    " + Lfdi.ofCertificate(honest.getFirst()).display(),
            "This is an authority for devices (MICA).",
            "This is a root (SERCA).",
            "errors: 0, warnings: 0, notices: 0");
  }

  @Test
  void putsTheCertificatesOfSeveralFilesInOrder() throws IOException {
    Path root = pem("root.pem", List.of(honest.get(2), honest.get(1)));
    Path device = Files.write(folder.resolve("device.der"), honest.getFirst());

    assertThat(run(root, device)).isZero();

    assertThat(out.toString()).startsWith("This is a device.").contains("errors: 0");
  }

  @Test
  void keepsChainsApartThatHaveNothingToDoWithEachOther() throws IOException {
    Path one = pem("one.pem", honest);
    Path other = pem("other.pem", List.of(Crafted.selfSigned(Keys.p256(), "CN=x").encoded()));

    assertThat(run(one, other)).isEqualTo(1);

    assertThat(out.toString()).contains("error device-self-signed").doesNotContain("chain-");
  }

  @Test
  void namesTheRuleTheSentenceAndTheClause() throws IOException {
    var chain = Deviations.of("policy-arc-misspelled");

    assertThat(run(pem("chain.pem", chain))).isEqualTo(1);

    assertThat(out.toString())
        .contains("error policy-arc-misspelled", "1.3.5 for 1.3.6", "(IEEE 2030.5-2018 §6.11.7;");
  }

  @Test
  void saysWhetherAnLfdiMatches() throws IOException {
    Path chain = pem("chain.pem", honest);
    String right = Lfdi.ofCertificate(honest.getFirst()).toString();

    assertThat(run(chain, "--lfdi", right)).isZero();
    assertThat(out.toString()).contains("It matches.");

    assertThat(run(chain, "--lfdi", right.substring(0, 39))).isEqualTo(1);
    assertThat(out.toString()).containsAnyOf("digit-missing: ", "zeros-dropped: ");
  }

  @Test
  void saysWhyAnLfdiDoesNotMatch() throws IOException {
    Path file = pem("device.pem", honest.subList(0, 1));
    String ofText = Lfdi.ofCertificate(Files.readAllBytes(file)).toString();

    assertThat(run(file, "--lfdi", ofText)).isEqualTo(1);

    assertThat(out.toString()).contains("pem-text: It is the hash of the PEM text");
  }

  @Test
  void writesJsonForPrograms() throws IOException {
    var chain = Deviations.of("device-is-authority");

    assertThat(run(pem("chain.pem", chain), "--json", "--lfdi", "AB")).isEqualTo(1);

    JsonNode report = new ObjectMapper().readTree(out.toString());
    JsonNode device = report.at("/chains/0/0");
    assertThat(device.at("/certificate/role").asText()).isEqualTo("a device");
    assertThat(device.at("/findings").findValuesAsText("rule")).contains("device-is-authority");
    assertThat(device.at("/findings/0/source").asText()).isNotEmpty();
    assertThat(report.at("/identifier/matches").asBoolean(true)).isFalse();
    assertThat(report.at("/identifier/mistakes/0").asText()).isEqualTo("not-40-digits");
  }

  @Test
  void takesAPersonsWordForWhatACertificateIs() throws IOException {
    Path file = pem("server.pem", List.of(Crafted.selfSigned(Keys.p256(), "CN=server").encoded()));

    assertThat(run(file, "--as", "other")).isZero();
    assertThat(run(file)).isEqualTo(1);
  }

  @Test
  void saysThatAFileHoldsNoCertificate() throws IOException {
    Path file = Files.writeString(folder.resolve("note.txt"), "hello");

    assertThat(run(file)).isEqualTo(2);
    assertThat(run(folder.resolve("nowhere"))).isEqualTo(2);

    assertThat(err.toString()).contains("neither ASN.1 DER nor PEM", "it cannot be read");
  }

  @Test
  void lettersOfAStrangersNameDoNotMoveTheCursor() throws IOException {
    Crafted device = Crafted.selfSigned(Keys.p256(), "CN=\u202eevil");

    run(pem("device.pem", List.of(device.encoded())));

    assertThat(out.toString()).doesNotContain("\u202e").contains("CN=?evil");
  }

  private Path pem(String name, List<byte[]> chain) throws IOException {
    StringBuilder text = new StringBuilder();
    chain.forEach(each -> text.append(Pem.write("CERTIFICATE", each)));
    return Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private int run(Object... arguments) {
    return new CommandLine(new LintCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }
}
