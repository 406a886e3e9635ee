package org.gridseal.authority;

import java.util.List;
import java.util.Optional;
import org.gridseal.x509.HardwareModuleName;

/// Whom a certificate names. What of it appears, and where, is the profile's decision.
///
/// @param country two letters (ISO 3166-1), or empty
/// @param organisation the O attribute, or empty
/// @param commonName the CN attribute, or empty
/// @param number the serialNumber attribute, which tells authorities of one name apart, or empty
/// @param hardware the hardware module name, if the subject is a piece of hardware
/// @param dnsNames host names, in preference order
/// @param addresses IP addresses in text
public record Subject(
    String country,
    String organisation,
    String commonName,
    String number,
    Optional<HardwareModuleName> hardware,
    List<String> dnsNames,
    List<String> addresses) {
  public Subject {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /// A device, known by its hardware alone (IEEE 2030.5-2018 §6.11.8: the subject is empty).
  public static Subject device(HardwareModuleName hardware) {
    return new Subject("", "", "", "", Optional.of(hardware), List.of(), List.of());
  }

  /// A server of ours.
  public static Subject server(
      String organisation, String commonName, List<String> dnsNames, List<String> addresses) {
    return new Subject("", organisation, commonName, "", Optional.empty(), dnsNames, addresses);
  }

  /// A certification authority.
  public static Subject authority(String organisation, String commonName, String number) {
    return new Subject(
        "", organisation, commonName, number, Optional.empty(), List.of(), List.of());
  }

  String value(CertificateProfile.Attribute attribute) {
    return switch (attribute) {
      case C -> country;
      case O -> organisation;
      case CN -> commonName;
      case serialNumber -> number;
    };
  }
}
