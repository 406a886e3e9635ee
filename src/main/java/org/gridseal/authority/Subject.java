package org.gridseal.authority;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.x509.HardwareModuleName;

/// Whom a certificate names. What of it appears, and where, is the profile's decision.
///
/// @param attributes what a distinguished name can say of it; none is empty
/// @param names alternative names, those of one form in preference order
/// @param roles what it may do elsewhere, at most one of a form
public record Subject(
    Map<Attribute, String> attributes, List<AlternativeName> names, List<Role> roles) {
  /// Characters of an organisation, a common name, a serial number (RFC 5280 appendix A.1).
  private static final int LONGEST = 64;

  public Subject {
    attributes = Map.copyOf(attributes);
    names = List.copyOf(names);
    roles = List.copyOf(roles);
    if (attributes.containsValue("")) {
      throw new IllegalArgumentException("an attribute that is not known is left out");
    }
    attributes.forEach(Subject::requireBounds);
  }

  private static void requireBounds(Attribute attribute, String value) {
    if (value.codePoints().count() > LONGEST) {
      throw new IllegalArgumentException(
          "the %s is longer than %d characters".formatted(attribute.word(), LONGEST));
    }
    if (attribute == Attribute.C && !value.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("a country has two letters (ISO 3166)");
    }
  }

  /// A device, known by its hardware alone (IEEE 2030.5-2018 §6.11.8: the subject is empty).
  public static Subject device(HardwareModuleName hardware) {
    return new Subject(Map.of(), List.of(new AlternativeName.Hardware(hardware)), List.of());
  }

  /// A server of ours.
  public static Subject server(
      String organisation, String commonName, List<String> dnsNames, List<String> addresses) {
    Stream<AlternativeName> hosts = dnsNames.stream().map(AlternativeName.Host::new);
    Stream<AlternativeName> networks = addresses.stream().map(AlternativeName.Address::new);
    return new Subject(
        Map.of(Attribute.O, organisation, Attribute.CN, commonName),
        Stream.concat(hosts, networks).toList(),
        List.of());
  }

  /// A certification authority.
  ///
  /// @param number tells authorities of one name apart
  public static Subject authority(String organisation, String commonName, String number) {
    Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    attributes.put(Attribute.O, organisation);
    attributes.put(Attribute.CN, commonName);
    attributes.put(Attribute.serialNumber, number);
    return new Subject(attributes, List.of(), List.of());
  }

  /// The OCSP responder of an authority.
  static Subject responder(X500Name authority) {
    Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    attributes.put(Attribute.O, first(authority, BCStyle.O).orElse("Gridseal"));
    attributes.put(Attribute.CN, first(authority, BCStyle.CN).orElse("Issuing CA") + " OCSP");
    return new Subject(attributes, List.of(), List.of());
  }

  private static Optional<String> first(X500Name name, ASN1ObjectIdentifier attribute) {
    return Stream.of(name.getRDNs(attribute))
        .map(part -> IETFUtils.valueToString(part.getFirst().getValue()))
        .findFirst();
  }

  /// What a profile names and this subject has not, in words; none if it can be issued.
  public List<String> lacks(CertificateProfile profile) {
    Stream<String> attributesLacking =
        profile.subject().stream()
            .filter(attribute -> !attributes.containsKey(attribute))
            .map(Attribute::word);
    Stream<String> namesLacking =
        Stream.of(Form.values())
            .filter(form -> profile.presence(form) == Presence.required)
            .filter(form -> names(form).isEmpty())
            .map(Form::word);
    Stream<String> roleLacking =
        profile.role().stream()
            .filter(form -> roles.stream().noneMatch(role -> role.form() == form))
            .map(form -> "role");
    return Stream.of(attributesLacking, namesLacking, roleLacking).flatMap(it -> it).toList();
  }

  String value(Attribute attribute) {
    String value = attributes.get(attribute);
    if (value == null) {
      throw new IllegalArgumentException("the subject has no " + attribute.word());
    }
    return value;
  }

  List<AlternativeName> names(Form form) {
    return names.stream().filter(name -> name.form() == form).toList();
  }
}
