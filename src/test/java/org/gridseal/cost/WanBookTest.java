package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.site.Communication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WanBookTest {
  private String yaml = "";

  @BeforeEach
  void readWhatIsShipped() throws IOException {
    yaml = Files.readString(Path.of("policies/wan.yaml"));
  }

  @Test
  void describesEveryWanThatASiteCanBeRegisteredWith() {
    WanBook book = parse(yaml);

    assertThat(Arrays.stream(Communication.Wan.values()).map(book::wan))
        .allSatisfy(wan -> assertThat(wan).isPresent());
  }

  @Test
  void saysOfEveryPriceWhereAndWhenItWasRead() {
    WanBook book = parse(yaml);

    assertThat(book.wans().stream().flatMap(wan -> book.plansFor(wan).stream()))
        .allSatisfy(plan -> assertThat(plan.source().read()).isNotEmpty())
        .filteredOn(plan -> !plan.name().equals("flat-own-line"))
        .allSatisfy(plan -> assertThat(plan.source().url()).startsWith("https://"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "roundTrip: PT0.650S | roundTrip: PT1.650S",
        "loss: 0.01 % | loss: 0.01",
        "uplink: 50 Mbit/s | uplink: 50 Mbps",
        "mtu: 1492 | mtu: 9000",
        "reach: private-apn | reach: vpn",
        "upTo: 20 MB | upTo: 20 MiB",
        "perMegabyte: \"0.03\" | perMegabyte: cheap",
        "currency: EUR | currency: XBT",
        "title: Fibre | titel: Fibre",
        "idleTimeout: PT30S | idleTimeout: 30",
        "name: lte-m | name: lte",
        "plans: [bgan-flex] | plans: [bgan-flux]",
        "upTo: 100 MB | upTo: 10 MB",
        "price: \"250\" | price: \"25\""
      })
  void refusesAMistakeAndNamesItsLine(String right, String wrong) {
    assertThat(yaml).contains(right);
    String broken = yaml.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

    var thrown = catchThrowableOfType(BrokenDocumentException.class, () -> parse(broken));

    assertThat(thrown.problems())
        .allSatisfy(problem -> assertThat(problem.sentence()).isNotBlank())
        .extracting(Problem::line)
        .anySatisfy(line -> assertThat(line).isPositive());
  }

  private static WanBook parse(String text) {
    return WanBook.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
