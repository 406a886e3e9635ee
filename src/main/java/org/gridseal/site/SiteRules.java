package org.gridseal.site;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;

/// What the rules of registration depend on besides the application itself.
///
/// @param zone where the utility is, whose day decides whether a date lies in the future
/// @param serviceAccountNo shape of the utility's service account numbers
/// @param meterNo shape of the utility's meter numbers
/// @param models products that need no look by a person
public record SiteRules(
    InstantSource time,
    ZoneId zone,
    Pattern serviceAccountNo,
    Pattern meterNo,
    CertifiedModels models) {
  /// What every utility's numbers have in common: up to 32 characters, no spaces.
  public static final Pattern ANY_NUMBER = Pattern.compile("\\S{1,32}");

  Instant now() {
    return time.instant();
  }

  LocalDate today() {
    return LocalDate.ofInstant(time.instant(), zone);
  }
}
