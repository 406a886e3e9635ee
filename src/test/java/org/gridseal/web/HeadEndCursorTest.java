package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gridseal.site.Lfdi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadEndCursorTest {
  private static final Lfdi LFDI = Lfdi.fromString("3E4F45AB31EDFE5B67E343E5E4562E31984E23E5");

  @Test
  void comesBackAsItWas() {
    assertThat(HeadEndCursor.fromString(HeadEndCursor.after(LFDI).toString()).lfdi())
        .isEqualTo(LFDI);
    assertThat(HeadEndCursor.fromString(HeadEndCursor.after(42).toString()).place()).isEqualTo(42);
  }

  @Test
  void isNotTakenForOneOfSomethingElse() {
    assertThatThrownBy(() -> HeadEndCursor.after(42).lfdi())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeadEndCursor.after(LFDI).place())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "c", "c-1", "c1234567890123456789", "d00", "x1", "c1;c2"})
  void refusesWhatItDidNotWrite(String plain) {
    String text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> HeadEndCursor.fromString(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
