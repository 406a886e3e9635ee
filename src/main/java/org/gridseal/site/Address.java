package org.gridseal.site;

import jakarta.persistence.Embeddable;
import java.util.Locale;
import java.util.Set;

/// A postal address.
///
/// @param line street and number
/// @param country two upper-case letters (ISO 3166-1 alpha-2)
@Embeddable
public record Address(String line, String city, String region, String postcode, String country) {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  boolean isIn(String code) {
    return country.equals(code);
  }

  void check(Findings findings) {
    findings.requireText(line, "line", 100);
    findings.requireText(city, "city", 100);
    findings.requireText(region, "region", 100);
    findings.requireText(postcode, "postcode", 16);
    findings.require(
        COUNTRIES.contains(country),
        "country",
        "country",
        "give the country as two letters of ISO 3166-1, for example US or AU");
  }
}
