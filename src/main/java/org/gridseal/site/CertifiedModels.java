package org.gridseal.site;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A snapshot of a list of certified equipment, such as those of the California Energy Commission
/// and the Clean Energy Council. A model that is not on it is not refused: a reviewer looks at it.
public final class CertifiedModels {
  private final Set<List<String>> models;

  private CertifiedModels(Set<List<String>> models) {
    this.models = models;
  }

  /// Reads lines of manufacturer and model, separated by a tab. Blank lines and lines that begin
  /// with `#` say nothing.
  ///
  /// @throws IllegalArgumentException if a line has no tab
  public static CertifiedModels ofLines(Collection<String> lines) {
    return new CertifiedModels(
        lines.stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(CertifiedModels::parse)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// Whether the list has the model, in whatever case and spacing.
  public boolean has(String manufacturer, String model) {
    return models.contains(List.of(normal(manufacturer), normal(model)));
  }

  private static List<String> parse(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException("a line of certified models without a tab");
    }
    return List.of(normal(line.substring(0, tab)), normal(line.substring(tab + 1)));
  }

  private static String normal(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
