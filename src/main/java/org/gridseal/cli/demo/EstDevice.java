package org.gridseal.cli.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.Pem;

/// A device that speaks EST over mutual TLS (RFC 7030).
///
/// @param listener the device listener
/// @param serverRoot whom the device trusts
/// @param chain what it shows: a factory certificate or its current one
/// @param keys of that certificate
record EstDevice(
    URI listener, X509Certificate serverRoot, List<X509Certificate> chain, KeyPair keys) {

  /// Sends a request for a key.
  ///
  /// @param operation `simpleenroll` or `simplereenroll`
  HttpResponse<byte[]> enroll(String operation, KeyPair wanted) {
    String body = Base64.getMimeEncoder().encodeToString(CertificationRequest.write(wanted)) + "\n";
    try (Wire wire = Wire.showing(serverRoot, chain, keys.getPrivate())) {
      return wire.send(
          HttpRequest.newBuilder(listener.resolve("/.well-known/est/" + operation))
              .header("Content-Type", "application/pkcs10")
              .POST(BodyPublishers.ofString(body)));
    }
  }

  /// Enrolls and reads the certificate out of the answer.
  X509Certificate certificate(String operation, KeyPair wanted) {
    HttpResponse<byte[]> answer = enroll(operation, wanted);
    Api.expect(200, answer);
    byte[] message =
        Base64.getMimeDecoder().decode(new String(answer.body(), StandardCharsets.US_ASCII));
    X509Certificate certificate = Pem.certificates(message).getFirst();
    if (!certificate.getPublicKey().equals(wanted.getPublic())) {
      throw new FailedStepException("the certificate is for another key");
    }
    return certificate;
  }

  /// The same device with a newer certificate.
  EstDevice with(X509Certificate certificate, KeyPair newKeys) {
    return new EstDevice(listener, serverRoot, List.of(certificate), newKeys);
  }
}
