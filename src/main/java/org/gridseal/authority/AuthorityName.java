package org.gridseal.authority;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A CA's short name: its line, and after the first generation which one it is. `issuing`,
/// `issuing-2`, `issuing-3` are three keys of one line.
///
/// It is a path segment of status locations, the name of files, and the name of the key at its
/// keeper.
///
/// @param line the profile of the line's certificates
/// @param generation counted from 1
public record AuthorityName(String line, int generation) {
  private static final Pattern LINE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,49}");
  private static final Pattern NUMBERED = Pattern.compile("(.+)-([2-9]|[1-9][0-9]{1,2})");

  public AuthorityName {
    if (!LINE.matcher(line).matches() || NUMBERED.matcher(line).matches()) {
      throw new IllegalArgumentException("a line is named in small letters, without a number");
    }
    if (generation < 1 || generation > 999) {
      throw new IllegalArgumentException("generations are counted from 1 to 999");
    }
  }

  public static AuthorityName first(String line) {
    return new AuthorityName(line, 1);
  }

  /// @throws IllegalArgumentException if this names no CA
  public static AuthorityName parse(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    return numbered.matches()
        ? new AuthorityName(numbered.group(1), Integer.parseInt(numbered.group(2)))
        : first(text);
  }

  public AuthorityName successor() {
    return new AuthorityName(line, generation + 1);
  }

  @Override
  public String toString() {
    return generation == 1 ? line : line + "-" + generation;
  }
}
