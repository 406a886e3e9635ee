package org.gridseal.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.gridseal.site.ApparentPower;

/// Numbers as people read them: thousands with a unit, the largest part of a time.
final class Amounts {
  private static final int KILO = 3;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Amounts() {}

  /// `3 Jan 2030, 09:05 UTC`.
  static String of(Instant at) {
    return WHEN.format(at);
  }

  /// `7.6 kVA`, `1,200 kVA`.
  static String of(ApparentPower power) {
    return kilo(power.voltAmperes(), "VA");
  }

  /// In thousands of the unit, to the last digit that is not zero.
  static String kilo(long amount, String unit) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
    format.setMaximumFractionDigits(KILO);
    return format.format(BigDecimal.valueOf(amount, KILO)) + " k" + unit;
  }

  /// `just now`, `40 minutes`, `1 hour`, `3 days`.
  static String of(Duration time, ReviewTexts texts) {
    if (time.toDays() > 0) {
      return texts.days(time.toDays());
    }
    if (time.toHours() > 0) {
      return texts.hours(time.toHours());
    }
    return time.toMinutes() > 0 ? texts.minutes(time.toMinutes()) : texts.now();
  }

  /// In years where it is whole years, else in months; days only where there is nothing more.
  static String of(Period period, ReviewTexts texts) {
    long months = period.toTotalMonths();
    if (months == 0) {
      return texts.days(period.get(ChronoUnit.DAYS));
    }
    return months % 12 == 0 ? texts.years(months / 12) : texts.months(months);
  }
}
