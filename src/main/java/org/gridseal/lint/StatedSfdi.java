package org.gridseal.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;

/// Finds out how an SFDI was made (IEEE 2030.5-2018 §6.3.4).
final class StatedSfdi {
  private static final int BITS = 36;
  private static final long MASK = (1L << BITS) - 1;

  private StatedSfdi() {}

  /// Which 36 bits were taken.
  ///
  /// @param name of the mistake; empty where there is none
  private record Cut(String name, String advice, ToLongFunction<byte[]> number) {}

  private static final List<Cut> CUTS =
      List.of(
          new Cut(
              "",
              "",
              hash ->
                  new BigInteger(1, hash).shiftRight(hash.length * Byte.SIZE - BITS).longValue()),
          new Cut(
              "low-order-bits",
              "its last 36 bits were taken; take the first 36",
              hash -> new BigInteger(1, Arrays.copyOf(hash, Lfdi.LENGTH)).longValue() & MASK),
          new Cut(
              "low-order-bits",
              "the last 36 bits of the hash were taken; take the first 36",
              hash -> new BigInteger(1, hash).longValue() & MASK));

  static Diagnosis diagnose(List<Hashed> candidates, long typed) {
    Sfdi right = Sfdi.of(Lfdi.ofFingerprint(candidates.getFirst().hash()));
    if (typed == right.value()) {
      return Diagnosis.match("It matches. Shown to people it is " + right.display() + ".");
    }
    return candidates.stream()
        .flatMap(hashed -> made(hashed, typed).stream())
        .findFirst()
        .or(() -> swapped(typed, right.value()))
        .orElseGet(
            () ->
                Diagnosis.mistake(
                    "another-certificate",
                    "It is made from none of these certificates. This one has %s."
                        .formatted(right.display())));
  }

  private static Optional<Diagnosis> made(Hashed hashed, long typed) {
    for (Cut cut : CUTS) {
      long number = cut.number.applyAsLong(hashed.hash());
      if (typed == number) {
        return Optional.of(
            diagnosis(hashed, cut, "check-digit-missing", "the check digit is missing"));
      }
      if (typed / 10 == number) {
        boolean good = typed == withCheckDigit(number);
        return Optional.of(
            diagnosis(
                hashed,
                cut,
                good ? "" : "check-digit-wrong",
                good
                    ? ""
                    : "the check digit is wrong: the sum of all digits is a multiple of ten (it is not"
                        + " Luhn's)"));
      }
    }
    return Optional.empty();
  }

  private static Diagnosis diagnosis(Hashed hashed, Cut cut, String digit, String digitAdvice) {
    List<String> names = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    if (!hashed.isRight()) {
      names.add(hashed.name());
      advice.add(
          "it comes from the hash of " + hashed.what() + ", not of the certificate by SHA-256");
    }
    if (!cut.name.isEmpty()) {
      names.add(cut.name);
      advice.add(cut.advice);
    }
    if (!digit.isEmpty()) {
      names.add(digit);
      advice.add(digitAdvice);
    }
    return new Diagnosis(false, names, "It is made wrongly: " + String.join("; ", advice) + ".");
  }

  private static Optional<Diagnosis> swapped(long typed, long right) {
    char[] one = "%012d".formatted(typed).toCharArray();
    char[] two = "%012d".formatted(right).toCharArray();
    Arrays.sort(one);
    Arrays.sort(two);
    return Arrays.equals(one, two)
        ? Optional.of(
            Diagnosis.mistake(
                "digits-swapped",
                "It has the right digits in another order, which the check digit cannot notice; copy it"
                    + " again."))
        : Optional.empty();
  }

  private static long withCheckDigit(long number) {
    int sum = Long.toString(number).chars().map(Character::getNumericValue).sum();
    return number * 10 + (10 - sum % 10) % 10;
  }
}
