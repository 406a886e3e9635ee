package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchHelpTest {
  @ParameterizedTest(name = "bench {0} --help")
  @ValueSource(strings = {"enroll", "scale", "soak", "crash", "storm", "session", "policy"})
  void tellsWhatItDoesAndDoesNothing(String command) {
    StringWriter out = new StringWriter();

    int code =
        new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).execute(command, "--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("Usage: bench " + command, "--help", "Prints this.");
  }
}
