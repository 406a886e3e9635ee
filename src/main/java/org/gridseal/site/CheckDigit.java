package org.gridseal.site;

/// The check digit of IEEE 2030.5-2018 §6.3: it makes the sum of all digits a multiple of ten.
///
/// It finds any single wrong digit and no transposition at all, so nothing may be believed because
/// of it alone.
final class CheckDigit {
  private CheckDigit() {}

  static long append(long number) {
    return number * 10 + (10 - digitSum(number) % 10) % 10;
  }

  static boolean holds(long withCheckDigit) {
    return digitSum(withCheckDigit) % 10 == 0;
  }

  private static int digitSum(long number) {
    return Long.toString(number).chars().map(Character::getNumericValue).sum();
  }
}
