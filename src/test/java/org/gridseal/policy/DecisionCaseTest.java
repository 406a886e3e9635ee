package org.gridseal.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases that policy authors write, and the words they get when one fails.
class DecisionCaseTest {
  private static final Path POLICIES = Path.of("policies");

  private final PolicyBook book;

  DecisionCaseTest() throws IOException {
    book = PolicyBook.parse(Files.readAllBytes(POLICIES.resolve("sites.yaml")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void expectsWhatThePolicyDecides(Path file) throws IOException {
    List<DecisionCase> cases = DecisionCase.parse(Files.readAllBytes(file));

    assertThat(cases).isNotEmpty().allSatisfy(each -> assertThat(each.deviations(book)).isEmpty());
  }

  @Test
  void saysEverythingThatDiffers() {
    DecisionCase wrong =
        parse(
            """
            cases:
              - name: a home taken for a shop
                site: { size: 5 kVA }
                key: RSA-2048
                profile: ieee2030.5-device
                identity: factory-certificate
                expect: { tier: T2, refused: [], approvals: 2, lifetime: P3Y }
            """);

    assertThat(wrong.deviations(book))
        .containsExactly(
            "tier is T1, expected T2",
            "refused by is [key-algorithm], expected []",
            "approvals is 1, expected 2",
            "lifetime is P5Y, expected P3Y");
  }

  private static DecisionCase parse(String yaml) {
    return DecisionCase.parse(yaml.getBytes(UTF_8)).getFirst();
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES.resolve("decisions"))) {
      return files.sorted().toList().stream();
    }
  }
}
