package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void writesWhatItMeasuredAsJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.write(report(10_000)));

    assertThat(json.at("/commit").textValue()).isEqualTo("abc");
    assertThat(json.at("/machine/cores").intValue()).isEqualTo(2);
    assertThat(json.at("/floor/issuanceCpuMillis").doubleValue()).isEqualTo(0.1);
    assertThat(json.at("/rows/0/load/mode").textValue()).isEqualTo("kept-alive");
    assertThat(json.at("/rows/0/enrollmentsPerSecond").doubleValue()).isEqualTo(100);
    assertThat(json.at("/rows/0/latency/p999Millis").doubleValue()).isEqualTo(999);
    assertThat(json.at("/rows/0/cost/serverCpuMillis").doubleValue()).isEqualTo(1);
    assertThat(json.at("/rows/0/cost/floorShare").doubleValue()).isEqualTo(0.25);
    assertThat(json.at("/rows/0/targets/serverCpuMillis").doubleValue()).isEqualTo(1.2);
    assertThat(json.at("/rows/0/room/after/bytes").longValue()).isEqualTo(310_000_000);
  }

  @Test
  void writesNullForWhatIsNoNumber() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.write(report(10_000)));

    assertThat(json.at("/rows/0/resumedShare").isNull()).isTrue();
  }

  @Test
  void printsTheTargetBesideTheFigure() {
    List<String> lines = report(10_000).lines();

    assertThat(lines).anyMatch(line -> line.matches("\\| kept-alive .* 990\\.0 +\\| <= 30 .*"));
    assertThat(lines).anyMatch(line -> line.matches("\\| kept-alive .* 1\\.00 +\\| <= 1\\.2 .*"));
    assertThat(lines).anyMatch(line -> line.matches("\\| kept-alive .* 1,250 +\\| <= 1,300 .*"));
  }

  @Test
  void comparesTheLargestDatabaseWithTheSmallest() throws IOException {
    Scaling scaling = new Scaling(List.of(report(10_000), report(10_000_000)));

    assertThat(scaling.growth()).isEqualTo(1);
    assertThat(scaling.lines().getLast())
        .isEqualTo(
            "processor time an enrollment with 10,000,000 certificates / with 10,000: 1.00 (<= 1.2)");
    assertThat(new ObjectMapper().readTree(ReportJson.write(scaling)).at("/growth").intValue())
        .isEqualTo(1);
  }

  @Test
  void comparesTheSameLoadWithAnotherKeeper() throws IOException {
    Row file = Rows.row(Mode.KEPT_ALIVE, Listener.DEVICE, 48);
    Row softHsm = Rows.row(Mode.KEPT_ALIVE, Listener.DEVICE, 48, KeyPlace.SOFTHSM);
    Report report = report(0, List.of(file, Rows.row(Mode.FRESH, Listener.DEVICE, 48), softHsm));

    assertThat(report.lines().getLast())
        .isEqualTo(
            "enrolling through SoftHSM / with a file, kept-alive at device, 48 connections: 1.00"
                + " (>= 0.7); CPU 1.00 / 1.00 ms");
    assertThat(report.keeperShares()).hasSize(1);
  }

  private static Report report(long certificates) {
    return report(certificates, List.of(Rows.row(Mode.KEPT_ALIVE, Listener.DEVICE, 4)));
  }

  private static Report report(long certificates, List<Row> rows) {
    return new Report(
        new Run("2030-01-01T00:00:00Z", "abc", "./gridseal bench enroll"),
        new Machine(2, "a processor", "Linux", "a JVM", "BoringSSL", "17"),
        new Floor("a provider", 0.1, 0.3),
        certificates,
        1.5,
        rows);
  }
}
