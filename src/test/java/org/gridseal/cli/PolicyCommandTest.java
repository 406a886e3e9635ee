package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void copyThePolicies() throws IOException {
    Path shipped = Path.of("policies");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(shipped)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = folder.resolve(shipped.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  @Test
  void findsNothingWrongWithWhatIsShipped() {
    assertThat(run("check", folder.toString())).isZero();

    assertThat(out.toString())
        .contains(
            "sites.yaml: sha256 ",
            "ieee2030.5-device",
            "networks.yaml: 0 networks",
            "41 cases",
            "all is well");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void namesFileLineAndPathOfAMistake() throws IOException {
    replace("sites.yaml", "retention: P3Y", "retention: long");

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString())
        .matches("(?s)sites\\.yaml: line \\d+, /tiers/2/controls/retention: .*");
  }

  @Test
  void namesTheCaseThatADifferentPolicyBreaks() throws IOException {
    replace("sites.yaml", "certificate: { lifetime: P2Y", "certificate: { lifetime: P1Y");

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "decisions/devices.yaml: \"a supermarket needs two people\":"
                + " lifetime is P1Y, expected P2Y");
  }

  @Test
  void namesAProfileThatDoesNotExist() throws IOException {
    Files.delete(folder.resolve("profiles/vpn-gateway.yaml"));

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("sites.yaml: there is no profile vpn-gateway");
  }

  @Test
  void namesAProfileThatIsNotForDevices() throws IOException {
    replace("profiles/csip-aggregator.yaml", "enrollable: true", "enrollable: false");

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("the profile csip-aggregator is not for devices");
  }

  @Test
  void namesAKeyThatTheProfileCannotCarry() throws IOException {
    replace("profiles/vpn-gateway.yaml", "keys: [P-256, P-384]", "keys: [P-256]");

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("the profile vpn-gateway takes no P-384 key");
  }

  @Test
  void showsWhatASiteMustMeet() {
    assertThat(run("show", "--size", "250kVA", folder.toString())).isZero();

    assertThat(out.toString())
        .contains("tier: T3 (large commercial)", "rules: size-t3", "lifetime: P2Y", "persons: 2")
        .contains("- tls12-ccm8", "resumption: PT6H", "- P-384", "- E1");
  }

  @Test
  void showsThatVoltageDecidesToo() {
    assertThat(run("show", "--size", "5kVA", "--voltage", "66kV", folder.toString())).isZero();

    assertThat(out.toString()).contains("tier: T5", "rules: size-t1, voltage-t5");
  }

  @Test
  void checksEveryFileThatComesIntoForceLater() throws IOException {
    String shipped = Files.readString(folder.resolve("sites.yaml"));
    Files.writeString(
        folder.resolve("sites-2031.yaml"),
        shipped
            .replace("version: 1\n", "version: 1\neffectiveFrom: 2031-01-01T00:00:00Z\n")
            .replace("retention: P7Y", "retention: P1Y"));

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString())
        .matches(
            "(?s)sites-2031\\.yaml: line \\d+, /tiers/4/controls:"
                + " T5: retention is weaker than at the tier before\\R");
  }

  @Test
  void namesAProfileOfAProtocolThatDoesNotExist() throws IOException {
    replace("sites.yaml", "openadr: [openadr-ven]", "openadr: [openadr-vne]");

    assertThat(run("check", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("sites.yaml: there is no profile openadr-vne");
  }

  @Test
  void showsWhatTwoFilesSayDifferently() throws IOException {
    Path other = changed("lifetime: P2Y", "lifetime: P1Y");
    Files.writeString(
        other,
        Files.readString(other)
            .replace(
                "rules: []",
                """
                rules:
                  - name: full
                    says: the feeder is full
                    about: tier
                    when: site.feeder == 'F1'
                    exceptions: []
                    raiseTo: T3
                """));

    assertThat(run("diff", shipped(), other.toString())).isZero();

    assertThat(out.toString().lines())
        .contains(
            "~ tiers.T3.controls.certificate.lifetime: P2Y -> P1Y",
            "+ rules.full.when: site.feeder == 'F1'",
            "+ rules.full.raiseTo: T3")
        .hasSize(8);
  }

  @Test
  void saysThatNothingIsDifferent() {
    assertThat(run("diff", shipped(), shipped())).isZero();

    assertThat(out.toString()).isEqualToIgnoringNewLines("they say the same");
  }

  @Test
  void simulatesAFleetThatNobodyHasBuilt() throws IOException {
    Path other = changed("upTo: 30 kVA", "upTo: 9 kVA");
    Files.writeString(other, Files.readString(other).replace("above: 30 kVA", "above: 9 kVA"));

    assertThat(simulate(10_000, other)).isZero();

    assertThat(out.toString())
        .contains(
            "10,000 sites in ", "| T1 | 4,469 | 4,509 | 0 |", "| sessions.resumption | 4,509 |")
        .contains("approvals to be given beside those there are: 0")
        .contains("sites that renew their certificates early: 4,509");
  }

  @Test
  void countsTheApprovalsThatFollow() throws IOException {
    Path other = changed("upTo: 200 kVA", "upTo: 31 kVA");
    Files.writeString(other, Files.readString(other).replace("above: 200 kVA", "above: 31 kVA"));

    assertThat(simulate(1_000, other)).isZero();

    // Every shop that rises to T3 needs one person more.
    long shops =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("| T2 |"))
            .mapToLong(line -> Long.parseLong(line.split("\\|")[4].strip()))
            .sum();
    assertThat(shops).isPositive();
    assertThat(out.toString()).contains("beside those there are: " + shops);
  }

  @Test
  void simulatesNothingByABrokenFile() throws IOException {
    assertThat(simulate(1_000, changed("upTo: 30 kVA", "upTo: 9 kVA"))).isEqualTo(1);

    assertThat(err.toString()).contains("other.yaml: line ", "are in no tier");
  }

  @Test
  void showsWhatAMonthWouldCost() throws IOException {
    Path other = everywhere("resumption: PT\\d+H", "resumption: PT10M");

    assertThat(simulate(1_000, other)).isZero();

    // Homes that may not resume any more pay for whole handshakes.
    String[] cells = row("| lte-m ").split("\\|");
    assertThat(dollars(cells[4])).isGreaterThan(dollars(cells[3]));
    assertThat(cells[5].strip()).isEqualTo(cells[6].strip());
  }

  @Test
  void countsTheSitesThatLoseTheirNetwork() throws IOException {
    Path other = everywhere("paths: \\[.*\\]", "paths: [vpn-on-private-circuit]");

    assertThat(simulate(1_000, other)).isZero();

    String[] cells = row("| lte-m ").split("\\|");
    assertThat(count(cells[6])).isGreaterThan(count(cells[5]));
  }

  private Path everywhere(String right, String wrong) throws IOException {
    String text = Files.readString(folder.resolve("sites.yaml"));
    assertThat(text).containsPattern(right);
    return Files.writeString(folder.resolve("other.yaml"), text.replaceAll(right, wrong));
  }

  private static long count(String cell) {
    return Long.parseLong(cell.strip().replace(",", ""));
  }

  private String row(String start) {
    return out.toString().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static BigDecimal dollars(String cell) {
    return new BigDecimal(cell.strip().replace("USD ", ""));
  }

  private int simulate(int sites, Path other) {
    return run(
        "simulate",
        "--sites",
        Integer.toString(sites),
        "--wans",
        folder.resolve("wan.yaml").toString(),
        shipped(),
        other.toString());
  }

  private String shipped() {
    return folder.resolve("sites.yaml").toString();
  }

  private Path changed(String right, String wrong) throws IOException {
    String text = Files.readString(folder.resolve("sites.yaml"));
    assertThat(text).contains(right);
    return Files.writeString(folder.resolve("other.yaml"), text.replace(right, wrong));
  }

  @Test
  void saysHowASizeIsWritten() {
    assertThat(run("show", "--size", "250kW", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("such as 250 kVA");
  }

  @Test
  void saysThatAFolderHoldsNoPolicies() {
    assertThat(run("check", folder.resolve("nowhere").toString())).isEqualTo(2);

    assertThat(err.toString()).contains("there is no sites.yaml");
  }

  private int run(String... arguments) {
    return new CommandLine(new PolicyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private void replace(String name, String right, String wrong) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, wrong));
  }
}
