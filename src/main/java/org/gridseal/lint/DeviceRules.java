package org.gridseal.lint;

import static org.gridseal.lint.Role.DEVICE;
import static org.gridseal.lint.Role.HOLDERS;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.notice;
import static org.gridseal.lint.Rule.warning;

import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/// What IEEE 2030.5 asks of the certificates of devices and services.
final class DeviceRules {
  private static final Set<Role> DEVICES = Set.of(DEVICE);

  private static final int USAGE = KeyUsage.digitalSignature | KeyUsage.keyAgreement;

  static final List<Rule> ALL =
      List.of(
          error(
              "device-is-authority",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11; RFC 5280 §4.2.1.9",
              "It says CA:TRUE, so whoever has this device can make certificates for others; have the"
                  + " device certified by an authority, without CA:TRUE.",
              it -> it.extensions().isAuthority()),
          error(
              "device-self-signed",
              HOLDERS,
              "SunSpec CSIP conformance test COMM-004, chain G; IEEE 2030.5-2018 §6.11.7",
              "It signed itself and no authority vouches for it; a utility accepts it only by its LFDI,"
                  + " and only with the policy for self-signed certificates (2.2).",
              it ->
                  it.certificate().isSelfIssued()
                      && !it.extensions().policies().contains(Ieee2030.SELF_SIGNED)),
          error(
              "device-subject-not-empty",
              DEVICES,
              "IEEE 2030.5-2018 §6.11",
              "A device's subject is empty: its identity is the LFDI, and its name the hardware module"
                  + " name; have it issued without a subject.",
              it -> it.certificate().hasSubject()),
          error(
              "device-hardware-name-missing",
              DEVICES,
              "IEEE 2030.5-2018 §6.11.8; RFC 4108 §5",
              "It has no hardware module name, so it does not say which device it is for; have it issued"
                  + " with hwType and hwSerialNum in the subjectAltName.",
              it -> Ieee2030.hardwareType(it.certificate()).isEmpty()),
          error(
              "device-other-names",
              DEVICES,
              "IEEE 2030.5-2018 §6.11.8",
              "Its subjectAltName holds something else than one hardware module name, such as an address;"
                  + " have it issued with that one name.",
              DeviceRules::hasOtherNames),
          warning(
              "hardware-type-under-standard-arc",
              HOLDERS,
              "RFC 4108 §5; IEEE 2030.5-2018 §6.11.8",
              "The hardware type stands under the arc of IEEE 2030.5 itself (1.3.6.1.4.1.40732), and"
                  + " belongs under the maker's own enterprise number (1.3.6.1.4.1.PEN).",
              it ->
                  Ieee2030.hardwareType(it.certificate())
                      .filter(type -> type.startsWith(Ieee2030.ARC + "."))
                      .isPresent()),
          error(
              "device-policies-missing",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "It lacks the policy of devices, 1.3.6.1.4.1.40732.1.1; have it issued with it.",
              it -> !it.extensions().policies().contains(Ieee2030.DEVICE)),
          warning(
              "device-policies-not-critical",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11",
              "The certificate policies are not critical; have it issued with critical ones.",
              it -> it.extensions().hasUncritical(Extension.certificatePolicies)),
          error(
              "self-signed-policy-on-issued",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "It has the policy of self-signed certificates (2.2), and an authority issued it; have it"
                  + " issued without 2.2.",
              it ->
                  it.extensions().policies().contains(Ieee2030.SELF_SIGNED)
                      && !it.certificate().isSelfIssued()),
          error(
              "policies-exclude-each-other",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "It says to be self-signed (2.2) and bulk-issued by an authority (2.4) at once; have it"
                  + " issued with the one that is true.",
              it ->
                  it.extensions()
                      .policies()
                      .containsAll(Set.of(Ieee2030.SELF_SIGNED, Ieee2030.BULK))),
          warning(
              "mobile-policy-without-device",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "It has the policy of mobile devices (1.2), which only goes along with that of devices"
                  + " (1.1).",
              it ->
                  it.extensions().policies().contains(Ieee2030.MOBILE)
                      && !it.extensions().policies().contains(Ieee2030.DEVICE)),
          warning(
              "test-certificate",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "It is a test certificate (2.1) and must be refused in production.",
              it -> it.extensions().policies().contains(Ieee2030.TEST)),
          notice(
              "key-known-to-issuer",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11.7",
              "Its private key was made by the authority (2.4), which may have kept it.",
              it -> it.extensions().policies().contains(Ieee2030.BULK)),
          error(
              "device-key-usage",
              HOLDERS,
              "IEEE 2030.5-2018 §6.11",
              "Its key usage is not digitalSignature and keyAgreement and nothing else (keyEncipherment is"
                  + " for RSA); have it issued with these two.",
              it -> it.extensions().keyUsage().filter(bits -> bits == USAGE).isEmpty()),
          warning(
              "device-with-key-purpose",
              DEVICES,
              "IEEE 2030.5-2018 §6.11",
              "It has an extended key usage. A device is client and server both, and published profiles"
                  + " have none; some peers refuse it in the role that is missing.",
              it -> !it.extensions().purposes().isEmpty()));

  private DeviceRules() {}

  private static boolean hasOtherNames(Examined it) {
    var names = it.extensions().alternativeNames();
    return names.size() > 1 || names.stream().anyMatch(name -> !Ieee2030.isHardwareName(name));
  }
}
