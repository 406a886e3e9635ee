package org.gridseal.authority;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.gridseal.authority.ParsedDraft.AUTHORITY_KEY;
import static org.gridseal.authority.ParsedDraft.CONSTRAINTS;
import static org.gridseal.authority.ParsedDraft.EXTENDED_KEY_USAGE;
import static org.gridseal.authority.ParsedDraft.INFORMATION_ACCESS;
import static org.gridseal.authority.ParsedDraft.KEY_USAGE;
import static org.gridseal.authority.ParsedDraft.NAMES;
import static org.gridseal.authority.ParsedDraft.POLICIES;
import static org.gridseal.authority.ParsedDraft.REVOCATION_LIST;
import static org.gridseal.authority.ParsedDraft.SUBJECT_KEY;

import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.gridseal.authority.CertificateProfile.Access;
import org.gridseal.authority.CertificateProfile.AlternativeNames;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.CertificateProfile.KeyPurposes;
import org.gridseal.authority.CertificateProfile.KeyUsages;
import org.gridseal.authority.CertificateProfile.Mark;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;
import org.gridseal.authority.CertificateProfile.Purpose;
import org.gridseal.authority.CertificateProfile.RoleForm;
import org.gridseal.lint.Lifetime;
import org.gridseal.lint.Specimen;

/// Says where a draft is not what its profile describes, field by field.
///
/// It shares no line with what writes drafts, down to the object identifiers: a check that does
/// shares the mistakes, too.
final class Conformance {
  private static final Map<Attribute, String> ATTRIBUTES =
      Map.of(
          Attribute.C, "2.5.4.6",
          Attribute.O, "2.5.4.10",
          Attribute.CN, "2.5.4.3",
          Attribute.serialNumber, "2.5.4.5");

  /// Names of keys by their curve (RFC 5480 §2.1.1.1), or, where they have none, by their algorithm
  /// (RFC 9881 §2).
  private static final Map<String, String> KEYS =
      Map.of(
          "1.2.840.10045.3.1.7", "P-256",
          "1.3.132.0.34", "P-384",
          "2.16.840.1.101.3.4.3.17", "ML-DSA-44",
          "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
          "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

  private static final Map<Purpose, String> PURPOSES =
      Map.of(
          Purpose.serverAuth, "1.3.6.1.5.5.7.3.1",
          Purpose.clientAuth, "1.3.6.1.5.5.7.3.2",
          Purpose.timeStamping, "1.3.6.1.5.5.7.3.8",
          Purpose.OCSPSigning, "1.3.6.1.5.5.7.3.9",
          Purpose.ipsecIKE, "1.3.6.1.5.5.7.3.17");

  /// RFC 4108 §5; RFC 6120 §13.7.1.4.
  private static final Map<String, Form> OTHER_NAMES =
      Map.of(
          "1.3.6.1.5.5.7.8.4", Form.hardwareModuleName,
          "1.3.6.1.5.5.7.8.5", Form.xmppAddresses);

  private static final Map<RoleForm, String> ROLES =
      Map.of(
          RoleForm.modbus, "1.3.6.1.4.1.50316.802.1",
          RoleForm.iec62351, "1.2.840.10070.8.1");

  private static final Map<Mark, String> MARKS =
      Map.of(
          Mark.noRevAvail, "2.5.29.56",
          Mark.ocspNoCheck, "1.3.6.1.5.5.7.48.1.5");

  private static final Map<Access, String> ACCESS =
      Map.of(Access.ocsp, "1.3.6.1.5.5.7.48.1", Access.caIssuers, "1.3.6.1.5.5.7.48.2");

  /// Every extension that a profile can ask for.
  private static final Set<String> KNOWN =
      Stream.of(
              ROLES.values(),
              MARKS.values(),
              List.of(KEY_USAGE, EXTENDED_KEY_USAGE, POLICIES, NAMES, CONSTRAINTS),
              List.of(SUBJECT_KEY, AUTHORITY_KEY, REVOCATION_LIST, INFORMATION_ACCESS))
          .flatMap(Collection::stream)
          .collect(toUnmodifiableSet());

  /// The first four bits of a key identifier by method 2 (RFC 5280 §4.2.1.2).
  private static final int METHOD_2 = 0b0100;

  private static final List<Rule> RULES =
      List.of(
          new Rule("profile-subject", Conformance::hasItsSubject),
          new Rule("profile-validity", Conformance::hasItsLife),
          new Rule("profile-key", Conformance::hasItsKey),
          new Rule("profile-key-usage", Conformance::hasItsUsage),
          new Rule("profile-key-purposes", Conformance::hasItsPurposes),
          new Rule("profile-policies", Conformance::hasItsPolicies),
          new Rule("profile-names", Conformance::hasItsNames),
          new Rule("profile-constraints", Conformance::hasItsConstraints),
          new Rule("profile-key-identifiers", Conformance::hasItsKeyIdentifiers),
          new Rule("profile-revocation-list", Conformance::hasItsRevocationList),
          new Rule("profile-information-access", Conformance::hasItsAccess),
          new Rule("profile-role", Conformance::hasItsRole),
          new Rule("profile-marks", Conformance::hasItsMarks),
          new Rule("profile-other-extensions", Conformance::hasNoOthers));

  private Conformance() {}

  /// The names of what deviates, in kebab-case; none where the draft is its profile's.
  static List<String> deviations(CertificateProfile profile, Specimen specimen) {
    ParsedDraft draft = new ParsedDraft(specimen);
    return RULES.stream()
        .filter(rule -> !rule.isKept().test(profile, draft))
        .map(Rule::name)
        .toList();
  }

  private static boolean hasItsSubject(CertificateProfile profile, ParsedDraft draft) {
    return draft.subject().equals(profile.subject().stream().map(ATTRIBUTES::get).toList());
  }

  private static boolean hasItsLife(CertificateProfile profile, ParsedDraft draft) {
    Lifetime life = draft.lifetime();
    return profile.validity().isIndefinite()
        ? life.isForever()
        : isShorter(life, profile.validity().maximum());
  }

  private static boolean isShorter(Lifetime life, Period maximum) {
    Optional<Instant> longest =
        life.notBefore().instant().map(start -> start.atOffset(UTC).plus(maximum).toInstant());
    // The last second belongs to the validity period (RFC 5280 §4.1.2.5).
    return longest
        .flatMap(limit -> life.notAfter().instant().filter(end -> end.isBefore(limit)))
        .isPresent();
  }

  private static boolean hasItsKey(CertificateProfile profile, ParsedDraft draft) {
    return profile.keys().contains(KEYS.getOrDefault(draft.keyKind(), draft.keyKind()));
  }

  private static boolean hasItsUsage(CertificateProfile profile, ParsedDraft draft) {
    KeyUsages usage = profile.keyUsage();
    int bits =
        usage.bits().stream().mapToInt(KeyUsages.Bit::value).reduce(0, (all, bit) -> all | bit);
    return draft.has(KEY_USAGE, Optional.of(usage.critical())) && draft.keyUsage() == bits;
  }

  private static boolean hasItsPurposes(CertificateProfile profile, ParsedDraft draft) {
    KeyPurposes usage = profile.extendedKeyUsage();
    Set<String> wanted = usage.purposes().stream().map(PURPOSES::get).collect(toSet());
    Optional<Boolean> critical =
        wanted.isEmpty() ? Optional.empty() : Optional.of(usage.critical());
    return draft.has(EXTENDED_KEY_USAGE, critical) && Set.copyOf(draft.purposes()).equals(wanted);
  }

  private static boolean hasItsPolicies(CertificateProfile profile, ParsedDraft draft) {
    Optional<PolicyIdentifiers> policies = profile.certificatePolicies();
    return draft.has(POLICIES, policies.map(PolicyIdentifiers::critical))
        && draft.policies().equals(policies.map(PolicyIdentifiers::oids).orElse(List.of()));
  }

  private static boolean hasItsNames(CertificateProfile profile, ParsedDraft draft) {
    List<Optional<Form>> stated = draft.names().stream().map(Conformance::formOf).toList();
    // Where all names are optional the extension may be absent.
    Optional<Boolean> critical =
        profile.subjectAltName().map(AlternativeNames::critical).filter(it -> !stated.isEmpty());
    return draft.has(NAMES, critical)
        && stated.stream()
            .allMatch(form -> form.filter(it -> profile.presence(it) != Presence.none).isPresent())
        && Arrays.stream(Form.values())
            .filter(form -> profile.presence(form) == Presence.required)
            .allMatch(form -> stated.contains(Optional.of(form)));
  }

  /// @return empty for a form that no profile has
  private static Optional<Form> formOf(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.otherName ->
          Optional.ofNullable(
              OTHER_NAMES.get(OtherName.getInstance(name.getName()).getTypeID().getId()));
      case GeneralName.dNSName -> Optional.of(Form.dnsNames);
      case GeneralName.iPAddress -> Optional.of(Form.ipAddresses);
      default -> Optional.empty();
    };
  }

  private static boolean hasItsConstraints(CertificateProfile profile, ParsedDraft draft) {
    return draft.constraints().equals(profile.basicConstraints());
  }

  /// Of its own key eight octets, of its issuer's what that says of itself (RFC 5280 §4.2.1.1).
  private static boolean hasItsKeyIdentifiers(CertificateProfile profile, ParsedDraft draft) {
    return draft.has(SUBJECT_KEY, Optional.of(false))
        && draft.subjectKey().filter(it -> it.length == 8 && it[0] >> 4 == METHOD_2).isPresent()
        && draft.authorityKey().isPresent() != profile.isSelfIssued()
        && draft.has(AUTHORITY_KEY, draft.authorityKey().map(_ -> false));
  }

  private static boolean hasItsRevocationList(CertificateProfile profile, ParsedDraft draft) {
    return draft.has(
        REVOCATION_LIST, profile.namesRevocationList() ? Optional.of(false) : Optional.empty());
  }

  private static boolean hasItsAccess(CertificateProfile profile, ParsedDraft draft) {
    Set<String> wanted = profile.authorityInfoAccess().stream().map(ACCESS::get).collect(toSet());
    return draft.has(INFORMATION_ACCESS, wanted.isEmpty() ? Optional.empty() : Optional.of(false))
        && Set.copyOf(draft.accessMethods()).equals(wanted);
  }

  private static boolean hasItsRole(CertificateProfile profile, ParsedDraft draft) {
    return ROLES.entrySet().stream()
        .allMatch(
            role ->
                draft.has(
                    role.getValue(), profile.role().filter(role.getKey()::equals).map(_ -> false)));
  }

  private static boolean hasItsMarks(CertificateProfile profile, ParsedDraft draft) {
    return MARKS.entrySet().stream()
        .allMatch(
            mark ->
                profile.marks().contains(mark.getKey())
                    ? draft.isMarked(mark.getValue())
                    : draft.has(mark.getValue(), Optional.empty()));
  }

  private static boolean hasNoOthers(CertificateProfile profile, ParsedDraft draft) {
    return KNOWN.containsAll(draft.extensions());
  }

  /// @param name in kebab-case
  private record Rule(String name, BiPredicate<CertificateProfile, ParsedDraft> isKept) {}
}
