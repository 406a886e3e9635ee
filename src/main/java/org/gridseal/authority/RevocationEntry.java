package org.gridseal.authority;

/// Writes one entry of a CRL (RFC 5280 §5.1.2.6): serial number, revocation date and, unless it is
/// `unspecified`, the reason.
public final class RevocationEntry {
  /// With a serial number of 20 octets, a date from 2050 on and a reason. A length below 128 is one
  /// octet (X.690 §8.1.3.4).
  static final int MAXIMUM_OCTETS = 2 + 22 + 17 + 14;

  /// From here on a date is a GeneralizedTime: 2050-01-01T00:00:00Z (RFC 5280 §5.1.2.6).
  public static final long FIRST_GENERALIZED_SECOND = 2_524_608_000L;

  /// SEQUENCE { SEQUENCE { reasonCode 2.5.29.21, OCTET STRING { ENUMERATED … } } } but for the last
  /// octet, the code (RFC 5280 §5.3.1).
  private static final byte[] REASON = {
    0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01
  };

  private static final int SECONDS_A_DAY = 86_400;

  private RevocationEntry() {}

  /// The octets of an entry.
  ///
  /// @param serialOctets how many the serial number has
  /// @param at in seconds since 1970
  public static int octets(int serialOctets, long at, int reason) {
    return 2 + body(serialOctets, at, reason);
  }

  private static int body(int serialOctets, long at, int reason) {
    return 2
        + serialOctets
        + (at < FIRST_GENERALIZED_SECOND ? 15 : 17)
        + (reason == 0 ? 0 : REASON.length + 1);
  }

  /// Writes an entry into an array that has room for it.
  ///
  /// @return how many octets it has
  static int write(byte[] serialNumber, long at, int reason, byte[] into, int from) {
    int place = from;
    into[place++] = 0x30;
    into[place++] = (byte) body(serialNumber.length, at, reason);
    into[place++] = 0x02;
    into[place++] = (byte) serialNumber.length;
    System.arraycopy(serialNumber, 0, into, place, serialNumber.length);
    place = date(at, into, place + serialNumber.length);
    if (reason != 0) {
      System.arraycopy(REASON, 0, into, place, REASON.length);
      place += REASON.length;
      into[place++] = (byte) reason;
    }
    return place - from;
  }

  /// UTCTime or GeneralizedTime (RFC 5280 §5.1.2.6).
  private static int date(long at, byte[] into, int from) {
    long day = Math.floorDiv(at, SECONDS_A_DAY);
    int second = Math.floorMod(at, SECONDS_A_DAY);
    // The civil date of a day: years begin in March, so that the leap day is their last
    // (H. Hinnant, chrono-compatible low-level date algorithms, civil_from_days).
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = (int) (shifted - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shiftedMonth = (5 * dayOfYear + 2) / 153;
    int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);

    boolean isShort = at < FIRST_GENERALIZED_SECOND;
    int place = from;
    into[place++] = (byte) (isShort ? 0x17 : 0x18);
    into[place++] = (byte) (isShort ? 13 : 15);
    place = isShort ? place : twoDigits(year / 100, into, place);
    place = twoDigits(year % 100, into, place);
    place = twoDigits(month, into, place);
    place = twoDigits(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, into, place);
    place = twoDigits(second / 3_600, into, place);
    place = twoDigits(second / 60 % 60, into, place);
    place = twoDigits(second % 60, into, place);
    into[place++] = 'Z';
    return place;
  }

  private static int twoDigits(int value, byte[] into, int place) {
    into[place] = (byte) ('0' + value / 10);
    into[place + 1] = (byte) ('0' + value % 10);
    return place + 2;
  }
}
