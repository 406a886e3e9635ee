package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityNameTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "issuing, issuing, 1",
    "issuing-2, issuing, 2",
    "issuing-test, issuing-test, 1",
    "issuing-test-12, issuing-test, 12",
    "root-999, root, 999"
  })
  void saysLineAndGeneration(String text, String line, int generation) {
    AuthorityName name = AuthorityName.parse(text);

    assertThat(name).isEqualTo(new AuthorityName(line, generation)).hasToString(text);
  }

  @Test
  void countsOn() {
    assertThat(AuthorityName.first("issuing").successor().successor()).hasToString("issuing-3");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "Issuing", "../root", "a b", "issuing-0/", "root.pem\n"})
  void isNothingThatCouldBeMoreThanAName(String text) {
    assertThatThrownBy(() -> AuthorityName.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasNoLineThatEndsLikeAGeneration() {
    assertThatThrownBy(() -> AuthorityName.first("issuing-2"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
