package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.KeyIdentifier;

/// One try of somebody to get a certificate: who, over which connection, for what, with which
/// bytes.
///
/// @param label the profile asked for; empty for the one that the device is registered with
/// @param shown the certificate that TLS has proved the key of, to which a key made here can be
///   encrypted
public record Attempt(
    Credential credential,
    Channel channel,
    Optional<String> label,
    Optional<X509Certificate> shown) {

  /// Whether a key made for this attempt can be encrypted as the request wants it, which is also so
  /// when it wants nothing.
  boolean canEncryptFor(CertificationRequest request) {
    return request.decryptionKey().isEmpty()
        || shown
            .filter(certificate -> certificate.getPublicKey() instanceof ECPublicKey)
            .filter(
                certificate ->
                    KeyIdentifier.allOf(certificate).stream()
                        .anyMatch(it -> Arrays.equals(it, request.decryptionKey().orElseThrow())))
            .isPresent();
  }
}
