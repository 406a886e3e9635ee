package org.gridseal.lint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds certificates against every rule there is.
public final class Lint {
  /// Every rule: form first, then keys, then what IEEE 2030.5 adds, then what only a chain shows.
  public static final List<Rule> RULES =
      Stream.of(
              FormRules.ALL,
              ExtensionRules.ALL,
              KeyRules.ALL,
              DeviceRules.ALL,
              AuthorityRules.ALL,
              ChainRules.ALL)
          .flatMap(List::stream)
          .toList();

  /// What shows in a draft, for each role: the errors of a certificate that stands alone. Made
  /// once, since every certificate that is issued passes here.
  private static final Map<Role, List<Rule>> OF_DRAFTS = ofDrafts();

  /// What makes any key unsafe, whatever its certificate is for.
  private static final List<Rule> OF_KEYS =
      KeyRules.ALL.stream()
          .filter(rule -> rule.severity() == Severity.ERROR && rule.roles().contains(Role.OTHER))
          .toList();

  private Lint() {}

  private static Map<Role, List<Rule>> ofDrafts() {
    Map<Role, List<Rule>> all = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      all.put(
          role,
          RULES.stream()
              .filter(rule -> rule.severity() == Severity.ERROR && rule.roles().contains(role))
              .filter(rule -> !ChainRules.ALL.contains(rule))
              .toList());
    }
    return all;
  }

  /// The errors of what is about to be signed. Nothing that depends on the time, or on who signs,
  /// is among them.
  ///
  /// @param draft as [Specimen#ofDraft] takes it apart
  public static List<Finding> errorsInDraft(Specimen draft, Role role) {
    var examined = new Examined(List.of(draft), 0, role, Instant.EPOCH);
    return OF_DRAFTS.getOrDefault(role, List.of()).stream()
        .filter(rule -> rule.broken().test(examined))
        .map(rule -> new Finding(rule, 0))
        .toList();
  }

  /// Says what each certificate of a chain is for.
  ///
  /// @param chain the holder's certificate first
  /// @param stated what the first one is for, when somebody knows; otherwise it is guessed
  public static List<Role> roles(List<Specimen> chain, Optional<Role> stated) {
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      boolean belowIsHolder = i == 1 && !Role.AUTHORITIES.contains(roles.getFirst());
      Role guessed =
          stated.filter(Role.OTHER::equals).orElse(Role.guess(chain.get(i), i, belowIsHolder));
      roles.add(i == 0 ? stated.orElse(guessed) : guessed);
    }
    return List.copyOf(roles);
  }

  /// Examines a chain, certificate by certificate.
  ///
  /// @param chain the holder's certificate first
  /// @param roles what each is for, as [#roles] says it
  /// @param now for what depends on the time
  public static List<Finding> examine(List<Specimen> chain, List<Role> roles, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      Examined examined = new Examined(List.copyOf(chain), i, roles.get(i), now);
      for (Rule rule : RULES) {
        if (rule.isBrokenBy(examined)) {
          findings.add(new Finding(rule, i));
        }
      }
    }
    return List.copyOf(findings);
  }

  /// What makes a certificate's key unsafe for whomever: off its curve, published, weak RSA.
  public static List<Finding> errorsInKey(Specimen certificate) {
    var examined = new Examined(List.of(certificate), 0, Role.OTHER, Instant.EPOCH);
    return OF_KEYS.stream()
        .filter(rule -> rule.broken().test(examined))
        .map(rule -> new Finding(rule, 0))
        .toList();
  }

  /// Whether it says of itself that it is for tests. To be asked of the certificate, since path
  /// validation may lose that policy on the way (IEEE 2030.5-2018 §6.11.7, RFC 5280 §6.1.3).
  public static boolean isForTests(Specimen certificate) {
    return certificate.extensions().policies().contains(Ieee2030.TEST);
  }

  /// Whether the private half of a key is known to everybody.
  ///
  /// @param keyEncoded a SubjectPublicKeyInfo (RFC 5480 §2)
  public static boolean isCompromised(byte[] keyEncoded) {
    return CompromisedKeys.contain(keyEncoded);
  }

  /// Examines one certificate by itself.
  public static List<Finding> examine(Specimen certificate, Role role, Instant now) {
    return examine(List.of(certificate), List.of(role), now);
  }
}
