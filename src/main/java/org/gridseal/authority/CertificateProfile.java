package org.gridseal.authority;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What goes into a certificate of one kind, as `policies/profiles/NAME.yaml` says it.
///
/// The file is the documentation of each field (`policies/README.md`); this is its typed form.
///
/// @param name the profile's name, also the EST label
/// @param family the standard that it must meet
/// @param forTests whether it is for test benches only; production knows no such profile
/// @param issuer short name of the authority that issues it; empty for a root, which signs itself
/// @param enrollable whether a device may ask for it over EST
/// @param subject attributes of the subject in their order; none means an empty subject
/// @param keys kinds a subject key may be of, by their names in FIPS 186-5 and FIPS 204
/// @param signature how it must be signed; empty leaves that to the key of whoever issues it
/// @param extendedKeyUsage none in the manufacturing PKI of IEEE 2030.5
/// @param role the form in which a role stands in it, if one does
public record CertificateProfile(
    String name,
    Family family,
    boolean forTests,
    String issuer,
    boolean enrollable,
    List<Attribute> subject,
    Validity validity,
    Set<String> keys,
    Optional<SignatureAlgorithm> signature,
    KeyUsages keyUsage,
    KeyPurposes extendedKeyUsage,
    Optional<PolicyIdentifiers> certificatePolicies,
    Optional<AlternativeNames> subjectAltName,
    Optional<Constraints> basicConstraints,
    boolean namesRevocationList,
    Set<Access> authorityInfoAccess,
    Optional<RoleForm> role,
    Set<Mark> marks) {
  private static final String SELF = "self";

  public CertificateProfile {
    subject = List.copyOf(subject);
    keys = Set.copyOf(keys);
    authorityInfoAccess = Set.copyOf(authorityInfoAccess);
    marks = Set.copyOf(marks);
  }

  /// Attributes a subject may have (X.520).
  public enum Attribute {
    C("country"),
    O("organisation"),
    CN("common name"),
    serialNumber("serial number");

    private final String word;

    Attribute(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// @param maximum the longest life; policy may shorten it
  public record Validity(Period maximum) {
    /// Longer than any date can say: such a certificate ends at 99991231235959Z, which means never
    /// (RFC 5280 §4.1.2.5).
    public static final Validity INDEFINITE = new Validity(Period.ofYears(9999));

    public boolean isIndefinite() {
      return equals(INDEFINITE);
    }
  }

  /// @param bits names of RFC 5280 §4.2.1.3
  public record KeyUsages(boolean critical, Set<Bit> bits) {
    /// Bits of RFC 5280 §4.2.1.3, each with its value in Bouncy Castle's KeyUsage.
    public enum Bit {
      digitalSignature(1 << 7),
      nonRepudiation(1 << 6),
      keyEncipherment(1 << 5),
      dataEncipherment(1 << 4),
      keyAgreement(1 << 3),
      keyCertSign(1 << 2),
      cRLSign(1 << 1);

      private final int value;

      Bit(int value) {
        this.value = value;
      }

      int value() {
        return value;
      }
    }
  }

  /// Key purposes of RFC 5280 §4.2.1.12, and their last arc below 1.3.6.1.5.5.7.3.
  public enum Purpose {
    serverAuth(1),
    clientAuth(2),
    timeStamping(8),
    OCSPSigning(9),
    ipsecIKE(17);

    private final int arc;

    Purpose(int arc) {
      this.arc = arc;
    }

    String identifier() {
      return "1.3.6.1.5.5.7.3." + arc;
    }
  }

  /// @param purposes none: the extension is absent
  public record KeyPurposes(boolean critical, Set<Purpose> purposes) {
    public KeyPurposes {
      purposes = Set.copyOf(purposes);
    }
  }

  /// @param oids dotted object identifiers, in the order in which they appear
  public record PolicyIdentifiers(boolean critical, List<String> oids) {}

  /// @param forms what may and must stand in it; a form that is not named is not in it
  public record AlternativeNames(boolean critical, Map<Form, Presence> forms) {
    public AlternativeNames {
      forms = Map.copyOf(forms);
    }

    public Presence presence(Form form) {
      return forms.getOrDefault(form, Presence.none);
    }

    /// Whether a part stands in a certificate.
    public enum Presence {
      required,
      optional,
      none
    }

    /// Kinds of name, in the order in which they stand in a certificate.
    public enum Form {
      /// RFC 4108 §5
      hardwareModuleName("hardware module name"),
      dnsNames("host name"),
      ipAddresses("address"),
      /// RFC 6120 §13.7.1.4
      xmppAddresses("XMPP address");

      private final String word;

      Form(String word) {
        this.word = word;
      }

      String word() {
        return word;
      }
    }
  }

  /// @param pathLength the most authorities below this one; empty means no limit
  public record Constraints(boolean critical, boolean ca, Optional<Integer> pathLength) {}

  /// Access methods of RFC 5280 §4.2.2.1.
  public enum Access {
    ocsp,
    caIssuers
  }

  /// Forms in which a role stands in a certificate.
  public enum RoleForm {
    /// One UTF8String (Modbus/TCP Security, MB-TCP-Security-v36 R-22).
    modbus,
    /// IecUserRoles (IEC 62351-8).
    iec62351
  }

  /// Extensions that say all by being there; their value is NULL, and none is critical.
  public enum Mark {
    /// RFC 9608 §2
    noRevAvail("2.5.29.56"),
    /// RFC 6960 §4.2.2.2.1
    ocspNoCheck("1.3.6.1.5.5.7.48.1.5");

    private final String identifier;

    Mark(String identifier) {
      this.identifier = identifier;
    }

    String identifier() {
      return identifier;
    }
  }

  /// Whether the certificate is an authority's own.
  public boolean isAuthority() {
    return basicConstraints.map(Constraints::ca).orElse(false);
  }

  /// Whether it is a root's, which signs its own.
  boolean isSelfIssued() {
    return issuer.equals(SELF);
  }

  /// What an alternative name of that kind is to a certificate.
  AlternativeNames.Presence presence(AlternativeNames.Form form) {
    return subjectAltName.map(names -> names.presence(form)).orElse(AlternativeNames.Presence.none);
  }

  /// The profiles that an installation in production knows.
  public static List<CertificateProfile> inProduction(List<CertificateProfile> profiles) {
    return profiles.stream().filter(profile -> !profile.forTests()).toList();
  }

  /// The profiles that no experimental key may have.
  public static List<CertificateProfile> established(List<CertificateProfile> profiles) {
    return profiles.stream().filter(profile -> !profile.isExperimental()).toList();
  }

  /// Whether a key of it may be of an experimental algorithm.
  boolean isExperimental() {
    return keys.stream()
        .flatMap(key -> SignatureAlgorithm.named(key).stream())
        .anyMatch(SignatureAlgorithm::isExperimental);
  }

  /// Profiles by name.
  public static Map<String, CertificateProfile> byName(List<CertificateProfile> profiles) {
    return profiles.stream()
        .collect(Collectors.toUnmodifiableMap(CertificateProfile::name, profile -> profile));
  }
}
