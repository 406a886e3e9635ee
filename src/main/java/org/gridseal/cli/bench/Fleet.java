package org.gridseal.cli.bench;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.gridseal.cli.demo.FakeManufacturer;
import org.gridseal.x509.CertificationRequest;

/// Devices with factory certificates, made before the clock runs.
final class Fleet {
  private final FakeManufacturer manufacturer = new FakeManufacturer();
  private final List<FakeManufacturer.Device> devices;

  Fleet(int size) {
    // One after the other: provisioning is not measured, and two threads would only save seconds.
    this.devices =
        IntStream.range(0, size)
            .mapToObj(device -> manufacturer.make(Register.serial(device)))
            .toList();
  }

  /// The root above all factory certificates.
  X509Certificate root() {
    return manufacturer.root();
  }

  FakeManufacturer.Device device(int index) {
    return devices.get(index);
  }

  /// What a device shows, in ASN.1 DER.
  byte[] encoded(int index) {
    try {
      return device(index).certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was made can be encoded", e);
    }
  }

  int size() {
    return devices.size();
  }

  /// A request of a device, for a key that nobody has asked for before.
  Request request(int device) {
    byte[] encoded = CertificationRequest.write(manufacturer.newKeys());
    return new Request(device, Base64.getEncoder().encodeToString(encoded));
  }

  /// A certification request, ready to be sent.
  ///
  /// @param device index of the sender
  /// @param body base64 (RFC 7030 §4.2.1)
  record Request(int device, String body) {
    CertificationRequest parsed() {
      return CertificationRequest.parse(Base64.getDecoder().decode(body));
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
