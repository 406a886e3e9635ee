package org.gridseal.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sites.yaml` with one thing wrong in it.
class BrokenPolicyTest {
  private final String yaml;

  BrokenPolicyTest() throws IOException {
    yaml = Files.readString(Path.of("policies/sites.yaml"));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          above: 30 kVA         | above: 31 kVA          | sizes from 30001 VA to below 31001 VA are in no tier
          above: 30 kVA         | above: 29 kVA          | sizes from 29001 VA on are in the tier before, too
          below: 20000 kVA      | below: 20001 kVA       | sizes from 20000000 VA on are in the tier before, too
          below: 20000 kVA      | below: 10 kVA          | no size is in this tier
          from: 0 VA            | from: 1 VA             | sizes from 0 VA to below 1 VA are in no tier
          tier: T2              | tier: T3               | tiers must ascend from T1 to T5, each once
          renewalWindow: P60D   | renewalWindow: P3Y     | the renewal window is not shorter than the certificate's lifetime
          lfdiOverlap: P14D     | lfdiOverlap: P61D      | the old LFDI outlives the renewal window
          onlyInsideVpn: [tls12-ccm8 | onlyInsideVpn: [tls13 | a protection is both accepted everywhere and accepted only inside a VPN
          accepted: [tls13]     | accepted: []           | must have at least 1 items but found 0
          resumption: PT12H     | resumption: PT25H      | sessions may be resumed for 24 hours at most (RFC 5246 §F.1.4)
          keyUpdate: PT15M      | keyUpdate: PT2H        | keys are updated later than the session ends
          dropSessionsWithin: PT1M | dropSessionsWithin: PT2H | a revoked device keeps its session for longer than any session lives
          """)
  void saysWhatIsWrong(String right, String wrong, String sentence) {
    assertThat(yaml).contains(right);

    List<Problem> problems = problemsOf(replaceFirst(right, wrong));

    assertThat(problems).extracting(Problem::sentence).anyMatch(text -> text.contains(sentence));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mutualTls: true       | mutualTls: false
          earlyData: false      | earlyData: true
          cookies: false        | cookies: true
          persons: 1            | persons: 0
          minimumTier: T3       | minimumTier: T6
          retention: P1Y        | retention: 1 year
          whenStale: permit     | whenStale: ignore
          size: { from: 0 VA,   | size: { from: 0,
          identities: [         | identities: [none,
          lifetime: P5Y,        | lifetime: P5Y, extra: 1,
          """)
  void namesTheLine(String right, String wrong) {
    int line = yaml.substring(0, yaml.indexOf(right)).split("\n", -1).length;

    List<Problem> problems = problemsOf(replaceFirst(right, wrong));

    assertThat(problems).extracting(Problem::line).contains(line);
  }

  @Test
  void namesThePath() {
    List<Problem> problems = problemsOf(replaceFirst("retention: P3Y", "retention: soon"));

    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly("/tiers/2/controls/retention");
  }

  @Test
  void refusesAKeyGivenTwice() {
    List<Problem> problems = problemsOf(replaceFirst("version: 1", "version: 1\nversion: 1"));

    assertThat(problems).singleElement().asString().contains("Duplicate").contains("version");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThat(problemsOf("tiers: [")).singleElement().asString().startsWith("line ");
    assertThat(problemsOf("")).isNotEmpty();
    assertThat(problemsOf("just words")).isNotEmpty();
  }

  private static List<Problem> problemsOf(String broken) {
    return catchThrowableOfType(
            BrokenDocumentException.class, () -> PolicyBook.parse(broken.getBytes(UTF_8)))
        .problems();
  }

  private String replaceFirst(String right, String wrong) {
    int at = yaml.indexOf(right);
    return yaml.substring(0, at) + wrong + yaml.substring(at + right.length());
  }
}
