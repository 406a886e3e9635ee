package org.gridseal.authority;

import java.time.Period;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.Purpose;
import org.gridseal.authority.CertificateProfile.RoleForm;

/// The standards that profiles follow, as far as their demands can be said in data.
///
/// IEC and OpenADR texts were not at hand: of those families only what published certificates and
/// the RFCs they rest on say is demanded.
// The sets are those of Set.of, which nobody changes.
@SuppressWarnings("ImmutableEnumChecker")
public enum Family {
  /// IEEE 2030.5-2018 §6.11, and CSIP with it.
  IEEE_2030_5(
      "ieee2030.5",
      "1.3.6.1.4.1.40732.",
      Set.of("P-256"),
      Need.MAY,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of()),
  /// The same in Australia, for services: aggregators and utilities.
  NEPKI(
      "nepki",
      "1.3.6.1.4.1.40732.",
      Set.of("P-256"),
      Need.MUST,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of(Form.hardwareModuleName, Form.dnsNames)),
  OPENADR(
      "openadr",
      "",
      Curves.BOTH,
      Need.MUST,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of()),
  /// RFC 6120 §13.7.1.4 names the client.
  XMPP(
      "iec61850-8-2",
      "",
      Curves.BOTH,
      Need.MAY,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of(Form.xmppAddresses)),
  MODBUS(
      "sunspec-modbus",
      "",
      Curves.BOTH,
      Need.MUST,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of()),
  IEC_62351_8(
      "iec62351-8",
      "",
      Curves.BOTH,
      Need.MAY,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of()),
  /// RFC 4945 §5.1.3.12: that purpose, or none. The host name is the IKE identity (§3.1).
  IKE("ikev2", "", Curves.BOTH, Need.MAY, Set.of(Purpose.ipsecIKE), Set.of(Form.dnsNames)),
  /// RFC 6960 §4.2.2.2.
  OCSP("ocsp", "", Curves.BOTH, Need.MUST, Set.of(Purpose.OCSPSigning), Set.of()),
  /// RFC 3161 §2.3.
  TSA("tsa", "", Curves.BOTH, Need.MUST, Set.of(Purpose.timeStamping), Set.of()),
  /// RFC 9525: a server is known by its host name.
  TLS("tls", "", Curves.BOTH, Need.MUST, Set.of(Purpose.serverAuth), Set.of(Form.dnsNames)),
  /// No standard for DER has it: keys of RFC 9881, and P-384 beside them.
  EXPERIMENTAL(
      "experimental",
      "",
      Set.of("P-384", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"),
      Need.MAY,
      Set.of(Purpose.clientAuth, Purpose.serverAuth),
      Set.of());

  /// The policy of aggregators and utilities (IEEE 2030.5-2018 §6.11.7).
  static final String SERVICE_PROVIDER = "1.3.6.1.4.1.40732.2.3";

  /// Australia's services live two years at most.
  private static final Period SERVICE_LIFE = Period.ofYears(2);

  /// A responder that nobody can revoke must be short-lived (RFC 6960 §4.2.2.2.1); how short is our
  /// judgement.
  private static final Period RESPONDER_LIFE = Period.ofDays(90);

  private final String title;
  private final String policyArc;
  private final Set<String> curves;
  private final Need purposeNeed;
  private final Set<Purpose> purposes;
  private final Set<Form> names;

  Family(
      String title,
      String policyArc,
      Set<String> curves,
      Need purposeNeed,
      Set<Purpose> purposes,
      Set<Form> names) {
    this.title = title;
    this.policyArc = policyArc;
    this.curves = curves;
    this.purposeNeed = purposeNeed;
    this.purposes = purposes;
    this.names = names;
  }

  /// By its name in a profile.
  static Family named(String title) {
    return Arrays.stream(values())
        .filter(family -> family.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family has that name"));
  }

  String title() {
    return title;
  }

  /// Whether a certificate policy is one of its own; a family without an arc has none.
  boolean hasPolicy(String identifier) {
    return !policyArc.isEmpty() && identifier.startsWith(policyArc);
  }

  /// Whether its certificates belong to the PKI of IEEE 2030.5.
  boolean isIeee20305() {
    return this == IEEE_2030_5 || this == NEPKI;
  }

  Set<String> curves() {
    return curves;
  }

  boolean demandsPurpose() {
    return purposeNeed == Need.MUST;
  }

  Set<Purpose> purposes() {
    return purposes;
  }

  /// Names that every end entity of it has.
  Set<Form> names() {
    return names;
  }

  /// The longest life, where there is a limit.
  Optional<Period> longest() {
    return switch (this) {
      case NEPKI -> Optional.of(SERVICE_LIFE);
      case OCSP -> Optional.of(RESPONDER_LIFE);
      case IEEE_2030_5, OPENADR, XMPP, MODBUS, IEC_62351_8, IKE, TSA, TLS, EXPERIMENTAL ->
          Optional.empty();
    };
  }

  /// The role that a certificate with such purposes has.
  Optional<RoleForm> role(Set<Purpose> held) {
    return switch (this) {
      // Roles are for clients; a server that had one would be an operator of others.
      case MODBUS ->
          held.contains(Purpose.clientAuth) ? Optional.of(RoleForm.modbus) : Optional.empty();
      case IEC_62351_8 -> Optional.of(RoleForm.iec62351);
      case IEEE_2030_5, NEPKI, OPENADR, XMPP, IKE, OCSP, TSA, TLS, EXPERIMENTAL -> Optional.empty();
    };
  }

  private enum Need {
    MAY,
    MUST
  }

  /// Curves of FIPS 186-5 that are certified here.
  private static final class Curves {
    private static final Set<String> BOTH = Set.of("P-256", "P-384");
  }
}
