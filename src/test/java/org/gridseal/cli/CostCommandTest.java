package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CostCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsAHomeOnEveryWan() {
    assertThat(run("--size", "5kVA", "policies")).isZero();

    assertThat(out.toString())
        .contains("tier T1 (residential), a poll every 900 s", "vsat", "bgan-flex", "USD 64.00");
  }

  @Test
  void saysWhyNothingCheaperIsAllowed() {
    assertThat(run("--wan", "vsat", "policies")).isZero();

    assertThat(out.toString())
        .contains("cheaper, but a listener closes what is silent for PT30S", "kept");
  }

  @Test
  void saysThatATierAcceptsNoWayOverAWan() {
    assertThat(run("--size", "20MVA", "--wan", "lte", "policies")).isEqualTo(1);

    assertThat(out.toString()).contains("tier T5", "the tier accepts no way over it");
  }

  @Test
  void tellsProgramsExactly() throws IOException {
    assertThat(run("--wan", "vsat", "--json", "policies")).isZero();

    JsonNode row = new ObjectMapper().readTree(out.toString()).at("/rows/0");
    assertThat(row.at("/price").asText()).isEqualTo("64");
    assertThat(row.at("/currency").asText()).isEqualTo("USD");
    assertThat(row.at("/bytesPerMonth").asLong()).isPositive();
    assertThat(row.at("/cheaper/0/against/0").asText()).isNotEmpty();
  }

  @Test
  void multipliesAFleet() {
    assertThat(run("--fleet", "T1=1000000", "--wan", "vsat", "policies")).isZero();

    assertThat(out.toString()).contains("1,000,000", "USD 64000000.00");
  }

  @Test
  void addsTheTiersOfAFleetUp() throws IOException {
    assertThat(run("--fleet", "T2=10,T1=90,T5=1", "--wan", "vsat", "--json", "policies")).isZero();

    JsonNode choice = new ObjectMapper().readTree(out.toString()).at("/choices/0");
    assertThat(choice.at("/rows").findValuesAsText("tier")).containsExactly("T1", "T2", "T5");
    assertThat(choice.at("/unpriced").asLong()).isEqualTo(1);
    assertThat(choice.at("/bytesPerMonth").asLong())
        .isEqualTo(
            choice.at("/rows/0/bytesPerMonth").asLong()
                + choice.at("/rows/1/bytesPerMonth").asLong());
  }

  @Test
  void namesFileAndLineOfAMistake() throws IOException {
    Files.copy(Path.of("policies/sites.yaml"), folder.resolve("sites.yaml"));
    Files.writeString(
        folder.resolve("wan.yaml"),
        Files.readString(Path.of("policies/wan.yaml")).replace("0.01 %", "little"));

    assertThat(run(folder.toString())).isEqualTo(1);

    assertThat(err.toString()).startsWith("wan.yaml: line ").contains("/wans/0/loss");
  }

  @Test
  void tellsWhichWansThereAre() {
    assertThat(run("--wan", "pigeon", "policies")).isEqualTo(2);

    assertThat(err.toString()).contains("there is no WAN of this name; there are: fibre");
  }

  private int run(String... arguments) {
    return new CommandLine(new CostCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
