package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {
  private static final Currency USD = Currency.getInstance("USD");

  @Test
  void chargesWhatIsBeyondTheIncludedVolume() {
    Tariff tariff = new Tariff.Metered(usd("1"), new DataVolume(1_000_000), usd("0.03"));

    assertThat(tariff.monthly(new DataVolume(999_999))).hasValue(usd("1"));
    assertThat(tariff.monthly(new DataVolume(11_000_000)).orElseThrow()).hasToString("USD 1.30");
  }

  @ParameterizedTest(name = "{0} octets cost {1}")
  @CsvSource({"0, 64", "20000000, 64", "20000001, 250", "100000000, 250"})
  void takesTheStepThatHoldsTheVolume(long octets, String price) {
    assertThat(steps().monthly(new DataVolume(octets))).hasValue(usd(price));
  }

  @Test
  void hasNoPriceBeyondTheLastStep() {
    assertThat(steps().monthly(new DataVolume(100_000_001))).isEmpty();
  }

  @Test
  void chargesAPrepaidVolumeByTimeOrByUseWhicheverIsMore() {
    Tariff tariff = new Tariff.Prepaid(usd("12"), new DataVolume(500_000_000), 120);

    assertThat(tariff.monthly(DataVolume.NONE).orElseThrow()).hasToString("USD 0.10");
    assertThat(tariff.monthly(new DataVolume(50_000_000)).orElseThrow()).hasToString("USD 1.20");
  }

  @Test
  void roundsEachDataSessionUp() {
    Plan plan =
        new Plan(
            "p",
            "P",
            steps(),
            new DataVolume(10_000),
            Duration.ofDays(1),
            new Plan.Source("none", "2026-11-23"));

    assertThat(plan.billed(new DataVolume(2_880 * 1_100L), 2_880))
        .isEqualTo(new DataVolume(2_880 * 10_000L));
    assertThat(plan.billed(new DataVolume(2_880 * 1_100L), 30))
        .isEqualTo(new DataVolume(30 * 110_000L));
  }

  @Test
  void doesNotAddCurrencies() {
    Money euro = new Money(BigDecimal.ONE, Currency.getInstance("EUR"));

    assertThatThrownBy(() -> usd("1").plus(euro)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void staysExact() {
    Money sum = Money.none(USD);
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(usd("0.1"));
    }

    assertThat(sum.amount()).isEqualByComparingTo("1");
  }

  private static Tariff steps() {
    return new Tariff.Stepped(
        List.of(
            new Tariff.Stepped.Step(new DataVolume(20_000_000), usd("64")),
            new Tariff.Stepped.Step(new DataVolume(100_000_000), usd("250"))));
  }

  private static Money usd(String amount) {
    return new Money(new BigDecimal(amount), USD);
  }
}
