package org.gridseal.authorisation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much of what changed somebody has read: a position in each of three histories. Its text
/// means nothing to whoever keeps it.
public record Cursor(long certificates, long lfdis, long sites) {
  /// Before everything.
  public static final Cursor START = new Cursor(0, 0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException if the text is no cursor
  public static Cursor fromString(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a cursor is what an answer gave as one");
    }
    return new Cursor(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return certificates + "-" + lfdis + "-" + sites;
  }
}
