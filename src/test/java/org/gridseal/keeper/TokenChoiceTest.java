package org.gridseal.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gridseal.authority.SigningException;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  private static final PresentToken FIRST = new PresentToken(0, "gridseal", "1111", "Model 7");
  private static final PresentToken TWIN = new PresentToken(3, "gridseal", "2222", "Model 7");
  private static final PresentToken FRESH = new PresentToken(4, "", "3333", "Model 7");
  private static final List<PresentToken> PRESENT = List.of(FIRST, TWIN, FRESH);

  @Test
  void findsTheTokenWhereverItsSlotIs() {
    assertThat(new TokenChoice.Numbered("2222").of(PRESENT)).isEqualTo(TWIN);
    assertThat(new TokenChoice.AtIndex(4).of(PRESENT)).isEqualTo(FRESH);
    assertThat(new TokenChoice.Labelled("gridseal").of(List.of(FRESH, TWIN))).isEqualTo(TWIN);
  }

  @Test
  void doesNotGuessWhichOfTwoIsMeant() {
    assertThatThrownBy(() -> new TokenChoice.Labelled("gridseal").of(PRESENT))
        .isInstanceOf(SigningException.class)
        .hasMessage(
            "there are 2 tokens labelled gridseal, so choose by serial number: gridseal (serial"
                + " 1111, Model 7, slot index 0), gridseal (serial 2222, Model 7, slot index 3)");
  }

  @Test
  void saysWhatThereIsInsteadOfTheOneThatIsNot() {
    assertThatThrownBy(() -> new TokenChoice.Numbered("9").of(List.of(FRESH)))
        .isInstanceOf(SigningException.class)
        .hasMessage(
            "there is no token with the serial number 9; there are: a token without a label (serial"
                + " 3333, Model 7, slot index 4)");
    assertThatThrownBy(() -> new TokenChoice.AtIndex(0).of(List.of()))
        .isInstanceOf(SigningException.class)
        .hasMessage("there is no token in slot 0; there are: none");
  }
}
