package org.gridseal.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualLfdiTest {
  @Test
  void isChosenDigitsAndThePaddedEnterpriseNumber() {
    byte[] chosen = new byte[16];
    chosen[0] = (byte) 0xab;

    VirtualLfdi lfdi = VirtualLfdi.of(chosen, 37250);

    assertThat(lfdi).hasToString("AB000000000000000000000000000000" + "00009182");
    assertThat(lfdi.enterpriseNumber()).isEqualTo(37250);
    assertThat(VirtualLfdi.fromString(lfdi.toString())).isEqualTo(lfdi);
  }

  @Test
  void holdsTheGreatestNumber() {
    assertThat(VirtualLfdi.of(new byte[16], 0xFFFF_FFFFL).enterpriseNumber())
        .isEqualTo(0xFFFF_FFFFL);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {0, -1, 1L << 32})
  void refusesNumbersOfNoEnterprise(long number) {
    assertThatThrownBy(() -> VirtualLfdi.of(new byte[16], number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnLfdiThatEndsWithNoEnterprise() {
    assertThatThrownBy(() -> VirtualLfdi.fromString("AB" + "0".repeat(38)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
