package org.gridseal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.gridseal.site.Application;
import org.gridseal.site.CertifiedModels;
import org.gridseal.site.Findings;
import org.gridseal.site.SiteRules;
import org.gridseal.web.RegistrationForm;

/// The registrations of `test-data/sites`, and the rules and the day for which they were written.
public final class SiteFiles {
  /// A fortnight after the files' declarations.
  public static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2026-02-01T00:00:00Z"));

  public static final SiteRules RULES =
      new SiteRules(
          TIME,
          ZoneOffset.UTC,
          SiteRules.ANY_NUMBER,
          SiteRules.ANY_NUMBER,
          CertifiedModels.ofLines(
              List.of("# two of them", "Sunfield\tSF-5000", "Voltwell\tHomebank 10")));

  public static final List<String> VALID =
      List.of(
          "home-pv", "home-storage", "home-pv-australia", "shop-pv", "warehouse-pv", "solar-plant");

  private static final Path FOLDER = Path.of("test-data", "sites");

  private SiteFiles() {}

  /// The file's bytes.
  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file as a tree, fresh for each caller.
  public static JsonNode tree(String name) {
    try {
      return new ObjectMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a valid file applies for.
  public static Application application(String name) {
    return RegistrationForm.ofJson(bytes(name), new Findings()).parse(new Findings());
  }
}
