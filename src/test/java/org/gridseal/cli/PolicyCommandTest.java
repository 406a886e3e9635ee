package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
        .contains("sites.yaml: sha256 ", "ieee2030.5-device", "30 cases", "all is well");
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
