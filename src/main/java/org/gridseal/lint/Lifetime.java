package org.gridseal.lint;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;

/// A validity period as it is written (RFC 5280 §4.1.2.5).
public record Lifetime(Moment notBefore, Moment notAfter) {
  /// What stands for "never" (RFC 5280 §4.1.2.5).
  private static final String FOREVER = "99991231235959Z";

  static Lifetime of(ASN1Sequence written) {
    return new Lifetime(Moment.of(written.getObjectAt(0)), Moment.of(written.getObjectAt(1)));
  }

  public boolean isForever() {
    return notAfter.text.equals(FOREVER);
  }

  /// Whether a moment is known to lie behind the end.
  boolean isOverAt(Instant now) {
    return notAfter.instant().filter(end -> end.isBefore(now)).isPresent();
  }

  boolean beginsAfter(Instant now) {
    return notBefore.instant().filter(start -> start.isAfter(now)).isPresent();
  }

  boolean endsAfter(Lifetime other) {
    return notAfter.isAfter(other.notAfter);
  }

  boolean isReversed() {
    return notBefore.isAfter(notAfter);
  }

  /// One end of a lifetime.
  ///
  /// @param generalized whether it is a GeneralizedTime rather than a UTCTime
  /// @param text the digits as they are written
  /// @param instant empty if the text is no date in the form that RFC 5280 demands
  public record Moment(boolean generalized, String text, Optional<Instant> instant) {
    private static final Pattern GENERALIZED = Pattern.compile("\\d{14}Z");
    private static final Pattern UTC = Pattern.compile("\\d{12}Z");

    /// Two digits of a year from here on are of the last century (RFC 5280 §4.1.2.5.1).
    private static final int PIVOT = 50;

    private static final int FIRST_GENERALIZED_YEAR = 2050;

    private static Moment of(ASN1Encodable written) {
      return written instanceof ASN1UTCTime utc
          ? of(false, utc.toString())
          : of(true, ASN1GeneralizedTime.getInstance(written).getTimeString());
    }

    private static Moment of(boolean generalized, String text) {
      return new Moment(generalized, text, read(generalized, text));
    }

    /// Down to seconds, in Greenwich time, without fractions (RFC 5280 §4.1.2.5.1, §4.1.2.5.2).
    boolean isWellFormed() {
      return instant.isPresent();
    }

    /// Whether the other form is due in that year (RFC 5280 §4.1.2.5).
    boolean isOfWrongKind() {
      return generalized
          && instant
              .filter(it -> it.atOffset(ZoneOffset.UTC).getYear() < FIRST_GENERALIZED_YEAR)
              .isPresent();
    }

    boolean isAfter(Moment other) {
      return instant.isPresent()
          && other.instant.filter(it -> instant.get().isAfter(it)).isPresent();
    }

    private static Optional<Instant> read(boolean generalized, String text) {
      if (!(generalized ? GENERALIZED : UTC).matcher(text).matches()) {
        return Optional.empty();
      }
      int head = generalized ? 4 : 2;
      int year = Integer.parseInt(text, 0, head, 10);
      if (!generalized) {
        year += year < PIVOT ? 2000 : 1900;
      }
      try {
        return Optional.of(
            LocalDateTime.of(
                    year,
                    two(text, head),
                    two(text, head + 2),
                    two(text, head + 4),
                    two(text, head + 6),
                    two(text, head + 8))
                .toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    private static int two(String text, int from) {
      return Integer.parseInt(text, from, from + 2, 10);
    }
  }
}
