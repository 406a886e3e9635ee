package org.gridseal.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Currency;

/// An amount of one currency, exact. Only [#toString] rounds, and only what a division leaves.
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
  /// For prices that are divided among months: far below what anybody bills.
  private static final MathContext PRECISION = MathContext.DECIMAL64;

  /// Equal amounts are equal, however many zeros they were written with.
  public Money {
    amount = amount.stripTrailingZeros();
  }

  public static Money none(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /// @throws IllegalArgumentException if the currencies differ: there are no rates of exchange here
  public Money plus(Money other) {
    return new Money(amount.add(same(other).amount), currency);
  }

  public Money times(long count) {
    return new Money(amount.multiply(BigDecimal.valueOf(count)), currency);
  }

  /// What a part of something costs of which the whole costs this.
  Money share(long part, long whole) {
    return new Money(
        amount.multiply(BigDecimal.valueOf(part)).divide(BigDecimal.valueOf(whole), PRECISION),
        currency);
  }

  @Override
  public int compareTo(Money other) {
    return amount.compareTo(same(other).amount);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s and %s cannot be compared or added".formatted(currency, other.currency));
    }
    return other;
  }

  /// To the cent, or whatever the currency has (ISO 4217): `USD 64.00`.
  @Override
  public String toString() {
    return currency.getCurrencyCode()
        + " "
        + amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP);
  }
}
