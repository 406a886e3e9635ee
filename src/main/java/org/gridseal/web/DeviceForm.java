package org.gridseal.web;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.site.DeviceClaim;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Lfdi;
import org.gridseal.site.LfdiOrigin;
import org.gridseal.site.Pin;
import org.gridseal.site.Sfdi;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// One device that will hold a key. Its hardware identity is read from the maker's certificate
/// where there is one, and typed otherwise.
///
/// @param certificatePem the certificate that it came with from its maker
/// @param hwSerialNum in hexadecimal digits, because makers use binary as well as text
public record DeviceForm(
    @Nullable String profile,
    @Nullable String certificatePem,
    @Nullable String lfdi,
    @Nullable String sfdi,
    @Nullable String pin,
    @Nullable String hwType,
    @Nullable String hwSerialNum,
    @Nullable UUID managedBy) {
  private static final String DEFAULT_PROFILE = "ieee2030.5-device";
  private static final HardwareSerial NO_SERIAL = HardwareSerial.fromHex("00");
  private static final String NO_TYPE = "1.3.6.1.4.1.0";

  static List<DeviceClaim> parseAll(List<@Nullable DeviceForm> forms, Fields fields) {
    List<DeviceClaim> devices = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      DeviceForm form = forms.get(i);
      if (form == null) {
        fields.findings().violation(Integer.toString(i), "required", "describe a device here");
      } else {
        devices.add(form.parse(fields.at(i)));
      }
    }
    return devices;
  }

  private DeviceClaim parse(Fields fields) {
    X509Certificate certificate = certificate(fields);
    String name = Fields.optional(profile);
    return new DeviceClaim(
        identity(fields, certificate),
        name == null ? DEFAULT_PROFILE : name,
        lfdi(fields, certificate),
        fields.parsed("sfdi", sfdi, Sfdi::fromString),
        fields.parsed("pin", pin, Pin::fromString),
        managedBy);
  }

  private @Nullable X509Certificate certificate(Fields fields) {
    if (certificatePem == null || certificatePem.isBlank()) {
      return null;
    }
    try {
      return Pem.certificate(certificatePem.getBytes(StandardCharsets.US_ASCII));
    } catch (MalformedException e) {
      fields
          .findings()
          .violation("certificatePem", "certificate", "paste one certificate as PEM text");
      return null;
    }
  }

  private @Nullable Lfdi lfdi(Fields fields, @Nullable X509Certificate certificate) {
    Lfdi typed = fields.parsed("lfdi", lfdi, Lfdi::fromString);
    if (certificate == null || certificatePem == null) {
      return typed;
    }
    byte[] encoded = encoded(certificate);
    if (typed != null) {
      LfdiOrigin origin = typed.originIn(encoded, certificatePem);
      fields
          .findings()
          .require(
              origin == LfdiOrigin.CERTIFICATE, "lfdi", "lfdi-of-certificate", origin.sentence());
    }
    return Lfdi.ofCertificate(encoded);
  }

  private HardwareIdentity identity(Fields fields, @Nullable X509Certificate certificate) {
    Optional<HardwareIdentity> certified = certified(fields, certificate);
    if (certified.isEmpty()) {
      return typed(fields);
    }
    HardwareIdentity identity = certified.get();
    fields
        .findings()
        .require(
            (hwType == null || hwType.strip().equals(identity.type()))
                && (hwSerialNum == null
                    || hwSerialNum.strip().equalsIgnoreCase(identity.serial().toString())),
            "hwSerialNum",
            "hardware-of-certificate",
            "leave type and serial out, or give those of the certificate");
    return identity;
  }

  private HardwareIdentity typed(Fields fields) {
    String type =
        fields.parsed(
            "hwType", hwType, text -> new HardwareIdentity(text, NO_SERIAL).type(), NO_TYPE);
    HardwareSerial serial =
        fields.parsed("hwSerialNum", hwSerialNum, HardwareSerial::fromHex, NO_SERIAL);
    return new HardwareIdentity(type, serial);
  }

  private static Optional<HardwareIdentity> certified(
      Fields fields, @Nullable X509Certificate certificate) {
    if (certificate == null) {
      return Optional.empty();
    }
    try {
      return HardwareModuleName.of(certificate)
          .map(
              name ->
                  new HardwareIdentity(name.type(), HardwareSerial.fromHex(name.serialNumber())));
    } catch (MalformedException | IllegalArgumentException e) {
      fields
          .findings()
          .violation(
              "certificatePem",
              "certificate",
              "ask the maker: the certificate's hardware module name cannot be read");
      return Optional.empty();
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }
}
