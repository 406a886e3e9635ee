package org.gridseal.authority;

import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.gridseal.authority.CertificateProfile.Access;
import org.gridseal.authority.CertificateProfile.AlternativeNames;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.KeyUsages;
import org.gridseal.authority.CertificateProfile.KeyUsages.Bit;
import org.gridseal.authority.CertificateProfile.Mark;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;
import org.gridseal.authority.CertificateProfile.Purpose;

/// What RFC 5280 and the standard of its family say against a profile. A profile without a breach
/// can be issued; a form that no field can hold wrongly (the schema sees to it) has no rule.
final class ProfileRules {
  /// In every device certificate (IEEE 2030.5-2018 §6.11.7).
  private static final String GENERIC_DEVICE = "1.3.6.1.4.1.40732.1.1";

  /// In every test certificate, and in no other (IEEE 2030.5-2018 §6.11.7).
  private static final String TEST = "1.3.6.1.4.1.40732.2.1";

  /// In what no authority issued (IEEE 2030.5-2018 §6.11.7).
  private static final String SELF_SIGNED = "1.3.6.1.4.1.40732.2.2";

  private static final String ANY_POLICY = "2.5.29.32.0";

  private static final KeyUsages SIGN_AND_AGREE =
      new KeyUsages(true, Set.of(Bit.digitalSignature, Bit.keyAgreement));

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "/keyUsage",
              it -> it.isAuthority() && !it.keyUsage().bits().contains(Bit.keyCertSign),
              "a CA signs certificates: add keyCertSign (RFC 5280 §4.2.1.3)"),
          new Rule(
              "/keyUsage",
              it -> !it.isAuthority() && it.keyUsage().bits().contains(Bit.keyCertSign),
              "only a CA has keyCertSign: set ca, or remove the bit (RFC 5280 §4.2.1.9)"),
          new Rule(
              "/keyUsage",
              it -> !it.isAuthority() && !it.keyUsage().bits().contains(Bit.digitalSignature),
              "the key of an end entity signs: add digitalSignature (RFC 5280 §4.2.1.12)"),
          new Rule(
              "/keyUsage",
              it -> isEndEntityOfIeee20305(it) && !it.keyUsage().equals(SIGN_AND_AGREE),
              "digitalSignature and keyAgreement are demanded, critical (IEEE 2030.5-2018 §6.11)"),
          new Rule(
              "/enrollable",
              it -> it.isAuthority() && it.enrollable(),
              "no device asks for the certificate of a CA"),
          new Rule(
              "/enrollable",
              it -> it.isExperimental() && it.enrollable(),
              "no device asks with a key of ML-DSA"),
          new Rule(
              "/signature",
              it -> it.family().isIeee20305() && it.signature().isEmpty(),
              "a 2030.5 device verifies ecdsa-with-SHA256 only (IEEE 2030.5-2018 §6.11)"),
          new Rule(
              "/issuer",
              it -> !it.isAuthority() && it.isSelfIssued(),
              "only a CA signs its own certificate"),
          new Rule(
              "/subject",
              it -> it.isAuthority() && it.subject().isEmpty(),
              "a CA has a name (RFC 5280 §4.1.2.6)"),
          new Rule(
              "/subject",
              it -> isEndEntityOfIeee20305(it) && !it.subject().isEmpty() && !isService(it),
              "a device has no subject, and a service the policy 1.3.6.1.4.1.40732.2.3"
                  + " (IEEE 2030.5-2018 §6.11)"),
          new Rule(
              "/subjectAltName",
              it -> isNamelessDevice(it) && hasOtherNames(it),
              "a device has one name, that of its hardware (IEEE 2030.5-2018 §6.11.8)"),
          new Rule(
              "/subjectAltName",
              it -> !it.isAuthority() && it.subject().isEmpty() && !namesCritically(it),
              "an empty subject makes the alternative name critical (RFC 5280 §4.1.2.6)"),
          new Rule(
              "/marks",
              it -> it.marks().contains(Mark.noRevAvail) && saysWhereToAsk(it),
              "noRevAvail excludes CRL and OCSP locations (RFC 9608 §3)"),
          new Rule(
              "/marks",
              it -> it.marks().contains(Mark.noRevAvail) && it.isAuthority(),
              "noRevAvail is not for a CA (RFC 9608 §3)"),
          new Rule(
              "/marks",
              it -> it.marks().contains(Mark.ocspNoCheck) && !serves(it, Purpose.OCSPSigning),
              "ocspNoCheck is for OCSP responders (RFC 6960 §4.2.2.2.1)"),
          new Rule(
              "/marks",
              it -> serves(it, Purpose.OCSPSigning) && !saysHowItIsRevoked(it),
              "a responder says where to ask about itself, or ocspNoCheck (RFC 6960 §4.2.2.2.1)"),
          new Rule(
              "/extendedKeyUsage",
              it -> it.isAuthority() && !purposes(it).isEmpty(),
              "devices reject a CA with an extended key usage (IEEE 2030.5-2018 §6.11)"),
          new Rule(
              "/extendedKeyUsage",
              it -> isNamelessDevice(it) && !purposes(it).isEmpty(),
              "a device has no extended key usage (IEEE 2030.5-2018 §6.11)"),
          new Rule(
              "/extendedKeyUsage",
              it -> !it.family().purposes().containsAll(purposes(it)),
              "the standard of the family has no such purpose"),
          new Rule(
              "/extendedKeyUsage",
              it -> !it.isAuthority() && it.family().demandsPurpose() && purposes(it).isEmpty(),
              "the standard of the family demands a purpose"),
          new Rule(
              "/extendedKeyUsage",
              it -> serves(it, Purpose.timeStamping) && !it.extendedKeyUsage().critical(),
              "timeStamping is critical (RFC 3161 §2.3)"),
          new Rule(
              "/certificatePolicies",
              it -> !policies(it).stream().allMatch(policy -> isOwnPolicy(it, policy)),
              "a policy lies outside the arc of the family"),
          new Rule(
              "/certificatePolicies",
              it -> policies(it).contains(SELF_SIGNED) && !it.isSelfIssued(),
              "1.3.6.1.4.1.40732.2.2 is for what signs itself (IEEE 2030.5-2018 §6.11.7)"),
          new Rule(
              "/certificatePolicies",
              it -> it.isAuthority() && it.family().isIeee20305() && policies(it).isEmpty(),
              "without policies none below it holds (IEEE 2030.5-2018 §6.11.7, RFC 5280 §6.1.3)"),
          new Rule(
              "/certificatePolicies",
              it -> isEndEntityOfIeee20305(it) && !carriesCritically(it, GENERIC_DEVICE),
              "critical policies with 1.3.6.1.4.1.40732.1.1 are demanded (IEEE 2030.5-2018"
                  + " §6.11.7)"),
          new Rule(
              "/use",
              it -> isEndEntityOfIeee20305(it) && it.forTests() != policies(it).contains(TEST),
              "test certificates carry 1.3.6.1.4.1.40732.2.1, others never (IEEE 2030.5-2018"
                  + " §6.11.7)"),
          new Rule(
              "/validity/maximum",
              it -> it.family().longest().filter(limit -> exceeds(it, limit)).isPresent(),
              "the standard of the family allows no such life"),
          new Rule(
              "/keys",
              it -> !it.family().curves().containsAll(it.keys()),
              "the standard of the family has no such curve"),
          new Rule(
              "/subjectAltName",
              it -> !it.isAuthority() && lacksName(it),
              "the standard of the family demands a name that is not required here"),
          new Rule(
              "/role",
              it -> !it.role().equals(it.family().role(purposes(it))),
              "the standard of the family has another role, or none, for these purposes"));

  private ProfileRules() {}

  /// A rule that a profile breaks.
  ///
  /// @param pointer the field at fault (RFC 6901)
  /// @param sentence why, with its source
  record Breach(String pointer, String sentence) {}

  /// All that stands against a profile.
  static List<Breach> breachesOf(CertificateProfile profile) {
    return RULES.stream()
        .filter(rule -> rule.isBroken().test(profile))
        .map(rule -> new Breach(rule.pointer(), rule.sentence()))
        .toList();
  }

  private static Set<Purpose> purposes(CertificateProfile profile) {
    return profile.extendedKeyUsage().purposes();
  }

  private static boolean serves(CertificateProfile profile, Purpose purpose) {
    return purposes(profile).contains(purpose);
  }

  private static List<String> policies(CertificateProfile profile) {
    return profile.certificatePolicies().map(PolicyIdentifiers::oids).orElse(List.of());
  }

  /// Any policy is for those who certify others, and for them only at the root.
  private static boolean isOwnPolicy(CertificateProfile profile, String policy) {
    return policy.equals(ANY_POLICY) ? profile.isSelfIssued() : profile.family().hasPolicy(policy);
  }

  private static boolean carriesCritically(CertificateProfile profile, String policy) {
    return profile
        .certificatePolicies()
        .filter(it -> it.critical() && it.oids().contains(policy))
        .isPresent();
  }

  private static boolean namesCritically(CertificateProfile profile) {
    return profile.subjectAltName().filter(AlternativeNames::critical).isPresent();
  }

  private static boolean saysWhereToAsk(CertificateProfile profile) {
    return profile.namesRevocationList() || profile.authorityInfoAccess().contains(Access.ocsp);
  }

  private static boolean saysHowItIsRevoked(CertificateProfile profile) {
    return saysWhereToAsk(profile) || profile.marks().contains(Mark.ocspNoCheck);
  }

  private static boolean isService(CertificateProfile profile) {
    return policies(profile).contains(Family.SERVICE_PROVIDER);
  }

  private static boolean hasOtherNames(CertificateProfile profile) {
    return Arrays.stream(Form.values())
        .filter(form -> form != Form.hardwareModuleName)
        .anyMatch(form -> profile.presence(form) != Presence.none);
  }

  private static boolean isEndEntityOfIeee20305(CertificateProfile profile) {
    return !profile.isAuthority() && profile.family().isIeee20305();
  }

  private static boolean isNamelessDevice(CertificateProfile profile) {
    return isEndEntityOfIeee20305(profile) && profile.subject().isEmpty();
  }

  private static boolean lacksName(CertificateProfile profile) {
    boolean lacksHardware =
        isNamelessDevice(profile) && profile.presence(Form.hardwareModuleName) != Presence.required;
    return lacksHardware
        || profile.family().names().stream()
            .anyMatch(form -> profile.presence(form) != Presence.required);
  }

  /// Months have no fixed length, so both are laid on the calendar.
  private static boolean exceeds(CertificateProfile profile, Period limit) {
    LocalDate from = LocalDate.EPOCH;
    return from.plus(profile.validity().maximum()).isAfter(from.plus(limit));
  }

  private record Rule(String pointer, Predicate<CertificateProfile> isBroken, String sentence) {}
}
