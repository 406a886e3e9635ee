package org.gridseal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The house, as a table that fails.
class ArchitectureTest {
  private static final String ROOT = "org.gridseal";

  /// A package, and the packages below it that it may use.
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("site", Set.of()),
          entry("x509", Set.of()),
          entry("document", Set.of()),
          entry("database", Set.of()),
          entry("network", Set.of()),
          entry("policy", Set.of("site", "document", "network")),
          entry("cost", Set.of("site", "policy", "document")),
          entry("authority", Set.of("x509", "document", "lint")),
          entry("lint", Set.of("site", "x509")),
          entry("audit", Set.of("site", "database", "policy", "authority")),
          entry("enactment", Set.of("site", "document", "database", "policy", "audit")),
          entry("registration", Set.of("site", "x509", "policy", "audit")),
          entry(
              "enrollment",
              Set.of("site", "x509", "database", "policy", "authority", "lint", "audit")),
          entry("revocation", Set.of("site", "x509", "database", "authority", "audit")),
          entry("authorisation", Set.of("site", "database", "policy", "authority", "audit")),
          entry("headend", Set.of("site", "database", "authority", "audit")),
          entry(
              "est",
              Set.of(
                  "site", "x509", "database", "network", "policy", "enrollment", "authorisation")),
          entry(
              "web",
              Set.of(
                  "site",
                  "x509",
                  "policy",
                  "cost",
                  "authority",
                  "lint",
                  "audit",
                  "enactment",
                  "registration",
                  "enrollment",
                  "revocation",
                  "authorisation",
                  "headend")),
          entry("notify", Set.of("site", "network", "authority", "headend")),
          entry("status", Set.of("x509", "authority", "revocation", "audit")),
          entry("keeper", Set.of("x509", "authority")),
          entry("ceremony", Set.of("x509", "document", "authority", "keeper")));

  /// The roof stands on everything.
  private static final Set<String> ROOF = Set.of("", "cli");

  /// The commands play devices of IEEE 2030.5, and need the one TLS that has their suite.
  private static final Set<String> BOUNCY_CASTLE =
      Set.of("x509", "lint", "authority", "audit", "est", "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest(name = "{0}")
  @MethodSource("packages")
  void usesOnlyWhatTheTableAllows(String name) {
    Set<String> used =
        CLASSES.stream()
            .filter(type -> houseName(type).equals(name))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(Dependency::getTargetClass)
            .filter(type -> type.getPackageName().startsWith(ROOT))
            .map(ArchitectureTest::houseName)
            .filter(used1 -> !used1.equals(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(MAY_USE.get(name)).containsAll(used);
  }

  @Test
  void theTableNamesEveryPackageAndNoOther() {
    Set<String> existing =
        CLASSES.stream().map(ArchitectureTest::houseName).collect(Collectors.toSet());
    existing.removeAll(ROOF);

    assertThat(existing).isEqualTo(MAY_USE.keySet());
  }

  @Test
  void bouncyCastleStaysWhereAsn1Is() {
    Set<String> users =
        CLASSES.stream()
            .filter(type -> dependsOn(type, "org.bouncycastle"))
            .map(ArchitectureTest::houseName)
            .collect(Collectors.toSet());

    assertThat(BOUNCY_CASTLE).containsAll(users);
  }

  @Test
  void timeAndChanceAreHandedIn() {
    List<String> offenders =
        CLASSES.stream()
            .filter(type -> !ROOF.contains(houseName(type)))
            .filter(ArchitectureTest::takesTimeOrChanceItself)
            .map(JavaClass::getName)
            .toList();

    assertThat(offenders).isEmpty();
  }

  @Test
  void noClassIsNamedAfterNothing() {
    List<String> empty =
        List.of(
            "Service", "Manager", "Helper", "Util", "Utils", "Impl", "DTO", "Handler", "Processor");
    List<String> offenders =
        CLASSES.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> empty.stream().anyMatch(name::endsWith) || name.startsWith("Abstract"))
            .toList();

    assertThat(offenders).isEmpty();
  }

  static Set<String> packages() {
    return MAY_USE.keySet();
  }

  private static boolean takesTimeOrChanceItself(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    call.getTargetOwner().isEquivalentTo(Instant.class)
                        && call.getTarget().getName().equals("now"))
        || type.getConstructorCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().getName().equals("java.security.SecureRandom"));
  }

  private static boolean dependsOn(JavaClass type, String prefix) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().getPackageName().startsWith(prefix));
  }

  private static String houseName(JavaClass type) {
    return Arrays.stream(type.getPackageName().substring(ROOT.length()).split("\\."))
        .filter(part -> !part.isEmpty())
        .findFirst()
        .orElse("");
  }
}
