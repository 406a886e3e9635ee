package org.gridseal.web;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.gridseal.site.Findings;
import org.jspecify.annotations.Nullable;

/// Turns the fields of one object of a form into values, and notes each that is missing or cannot
/// be read. A stand-in takes the place of such a value, so that reading goes on to the next field;
/// what was read may be used only if the findings are sound.
final class Fields {
  /// Above every rating of a real plant, and low enough that 500 of them add up.
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000_000L);

  private final Findings findings;

  Fields(Findings findings) {
    this.findings = findings;
  }

  /// The findings at this object.
  Findings findings() {
    return findings;
  }

  Fields at(String member) {
    return new Fields(findings.at(member));
  }

  Fields at(int index) {
    return new Fields(findings.at(index));
  }

  /// A value that must be there.
  <T> T required(String member, @Nullable T value, T standIn) {
    if (value == null) {
      requireSomething(member);
      return standIn;
    }
    return value;
  }

  /// Text that must be there; white space around it is dropped.
  String text(String member, @Nullable String text) {
    return required(member, optional(text), "-");
  }

  /// Text that may be missing; what is only white space is missing.
  static @Nullable String optional(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /// A whole number that must be there, from 0 on.
  <T> T whole(String member, @Nullable BigDecimal number, LongFunction<T> make) {
    T value = wholeOrNone(member, number, make);
    return value == null ? missing(member, make.apply(1)) : value;
  }

  <T> @Nullable T wholeOrNone(String member, @Nullable BigDecimal number, LongFunction<T> make) {
    return scaledOrNone(member, number, 0, make);
  }

  /// A number that must be there, in units of which a domain value counts the 10^-decimals.
  <T> T scaled(String member, @Nullable BigDecimal number, int decimals, LongFunction<T> make) {
    T value = scaledOrNone(member, number, decimals, make);
    return value == null ? missing(member, make.apply(1)) : value;
  }

  <T> @Nullable T scaledOrNone(
      String member, @Nullable BigDecimal number, int decimals, LongFunction<T> make) {
    if (number == null) {
      return null;
    }
    // The bound comes first: a short text such as 1e999999999 is a very long number.
    if (number.abs().compareTo(HIGHEST) > 0 || number.stripTrailingZeros().scale() > decimals) {
      findings.violation(member, "number", numberSentence(decimals));
      return null;
    }
    return made(member, number.movePointRight(decimals).longValueExact(), make);
  }

  /// One of a few numbers that must be there.
  <T> T code(String member, @Nullable BigDecimal number, IntFunction<Optional<T>> find, T standIn) {
    Optional<T> known =
        wholeOrNone(member, number, code -> find.apply(Math.toIntExact(Math.min(code, 999))));
    if (known == null) {
      return missing(member, standIn);
    }
    findings.require(known.isPresent(), member, "code", "give one of the codes of IEEE 2030.5");
    return known.orElse(standIn);
  }

  /// Text with a form of its own.
  <T> @Nullable T parsed(String member, @Nullable String text, Function<String, T> parse) {
    String stripped = optional(text);
    if (stripped == null) {
      return null;
    }
    try {
      return parse.apply(stripped);
    } catch (IllegalArgumentException e) {
      findings.violation(member, "malformed", "correct this: " + e.getMessage());
      return null;
    }
  }

  /// Text with a form of its own, which must be there.
  <T> T parsed(String member, @Nullable String text, Function<String, T> parse, T standIn) {
    T value = parsed(member, text, parse);
    return value == null ? missing(member, standIn) : value;
  }

  /// A list that is empty when it is missing; how many there must be is a rule of the domain.
  static <T extends @Nullable Object> List<T> list(@Nullable List<T> list) {
    return list == null ? Collections.emptyList() : list;
  }

  private <T> @Nullable T made(String member, long number, LongFunction<T> make) {
    try {
      return make.apply(number);
    } catch (IllegalArgumentException | ArithmeticException e) {
      findings.violation(member, "range", "give a number that is possible for this rating");
      return null;
    }
  }

  private <T> T missing(String member, T standIn) {
    requireSomething(member);
    return standIn;
  }

  /// Says that a field is missing, unless something worse has been said of it.
  private void requireSomething(String member) {
    if (findings.at(member).sound()) {
      findings.violation(member, "required", "fill in this field");
    }
  }

  private static String numberSentence(int decimals) {
    return decimals == 0
        ? "give a whole number"
        : "give a number with at most " + decimals + " decimals";
  }
}
