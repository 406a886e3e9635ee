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
/// @param issuer short name of the authority that issues it; empty for a root, which signs itself
/// @param enrollable whether a device may ask for it over EST
/// @param subject attributes of the subject in their order; none means an empty subject
/// @param keys curves a subject key may be on, by their FIPS 186-5 names
/// @param extendedKeyUsage none in the manufacturing PKI of IEEE 2030.5
public record CertificateProfile(
    String name,
    String issuer,
    boolean enrollable,
    List<Attribute> subject,
    Validity validity,
    Set<String> keys,
    KeyUsages keyUsage,
    Set<Purpose> extendedKeyUsage,
    Optional<PolicyIdentifiers> certificatePolicies,
    Optional<AlternativeNames> subjectAltName,
    Optional<Constraints> basicConstraints,
    boolean namesRevocationList,
    Set<Access> authorityInfoAccess) {

  public CertificateProfile {
    subject = List.copyOf(subject);
    keys = Set.copyOf(keys);
    extendedKeyUsage = Set.copyOf(extendedKeyUsage);
    authorityInfoAccess = Set.copyOf(authorityInfoAccess);
  }

  /// Attributes a subject may have (X.520).
  public enum Attribute {
    C,
    O,
    CN,
    serialNumber
  }

  /// @param maximum the longest life; policy may shorten it
  public record Validity(Period maximum) {}

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
    OCSPSigning(9);

    private final int arc;

    Purpose(int arc) {
      this.arc = arc;
    }

    String identifier() {
      return "1.3.6.1.5.5.7.3." + arc;
    }
  }

  /// @param oids dotted object identifiers, in the order in which they appear
  public record PolicyIdentifiers(boolean critical, List<String> oids) {}

  /// @param hardwareModuleName whether a hardware module name (RFC 4108) stands in it
  public record AlternativeNames(
      boolean critical, Presence hardwareModuleName, Presence dnsNames, Presence ipAddresses) {
    /// Whether a part stands in a certificate.
    public enum Presence {
      required,
      optional,
      none
    }
  }

  /// @param pathLength the most authorities below this one; empty means no limit
  public record Constraints(boolean critical, boolean ca, Optional<Integer> pathLength) {}

  /// Access methods of RFC 5280 §4.2.2.1.
  public enum Access {
    ocsp,
    caIssuers
  }

  /// Whether the certificate is an authority's own.
  public boolean isAuthority() {
    return basicConstraints.map(Constraints::ca).orElse(false);
  }

  /// Profiles by name.
  public static Map<String, CertificateProfile> byName(List<CertificateProfile> profiles) {
    return profiles.stream()
        .collect(Collectors.toUnmodifiableMap(CertificateProfile::name, profile -> profile));
  }
}
