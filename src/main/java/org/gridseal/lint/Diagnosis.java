package org.gridseal.lint;

import java.util.List;

/// Whether an LFDI or an SFDI that somebody stated is a certificate's, and why not.
///
/// @param mistakes stable names in kebab-case of what was done wrongly; none if it matches
/// @param sentence what to tell the person
public record Diagnosis(boolean matches, List<String> mistakes, String sentence) {
  public Diagnosis {
    mistakes = List.copyOf(mistakes);
  }

  static Diagnosis match(String sentence) {
    return new Diagnosis(true, List.of(), sentence);
  }

  static Diagnosis mistake(String name, String sentence) {
    return new Diagnosis(false, List.of(name), sentence);
  }

  /// Finds out.
  ///
  /// @param chain what was brought, the certificate in question first
  /// @param stated an LFDI or an SFDI, however it is written
  public static Diagnosis of(Brought brought, List<Specimen> chain, String stated) {
    List<Hashed> candidates = Hashed.candidates(brought, chain);
    String digits = stated.strip().replaceAll("[\\s:._-]", "");
    return digits.matches("\\d{1,13}")
        ? StatedSfdi.diagnose(candidates, Long.parseLong(digits))
        : StatedLfdi.diagnose(candidates, stated.strip(), digits);
  }
}
