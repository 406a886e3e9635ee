package org.gridseal.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gridseal.site.Lfdi;

/// Where a reader of a list or a feed has come to. Opaque to clients: they send back what they got.
///
/// @param kind what it goes on with, so that the one is not taken for the other
/// @param rest where it goes on
public record HeadEndCursor(String kind, String rest) {
  private static final String DEVICES = "d";
  private static final String CHANGES = "c";

  static HeadEndCursor after(Lfdi lfdi) {
    return new HeadEndCursor(DEVICES, lfdi.toString());
  }

  static HeadEndCursor after(long place) {
    return new HeadEndCursor(CHANGES, Long.toString(place));
  }

  /// Reads what [#toString] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static HeadEndCursor fromString(String text) {
    String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    if (!plain.matches("d[0-9A-F]{40}|c[0-9]{1,18}")) {
      throw new IllegalArgumentException("no cursor");
    }
    return new HeadEndCursor(plain.substring(0, 1), plain.substring(1));
  }

  /// @throws IllegalArgumentException if it is a cursor of something else
  Lfdi lfdi() {
    requireKind(DEVICES);
    return Lfdi.fromString(rest);
  }

  /// @throws IllegalArgumentException if it is a cursor of something else
  long place() {
    requireKind(CHANGES);
    return Long.parseLong(rest);
  }

  private void requireKind(String wanted) {
    if (!wanted.equals(kind)) {
      throw new IllegalArgumentException("a cursor of something else");
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((kind + rest).getBytes(StandardCharsets.US_ASCII));
  }
}
