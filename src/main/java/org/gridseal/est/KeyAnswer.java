package org.gridseal.est;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.gridseal.x509.CertificateBundle;
import org.gridseal.x509.KeyPackage;

/// A private key and its certificate in one answer: two parts of a multipart message, each base64
/// (RFC 7030 §4.4.2, RFC 2046 §5.1).
final class KeyAnswer {
  /// Holds a character that base64 has not, so it stands in no part.
  private static final String BOUNDARY = "gridseal_key_and_certificate";

  private KeyAnswer() {}

  static Answer of(X509Certificate certificate, KeyPackage key) {
    String body =
        part(keyType(key), key.encoded())
            + part(
                "application/pkcs7-mime; smime-type=certs-only",
                new CertificateBundle(List.of(certificate)).encoded())
            + "--"
            + BOUNDARY
            + "--\r\n";
    return new Answer(
        200,
        Answer.headers(
            "Content-Type",
            "multipart/mixed; boundary=" + BOUNDARY,
            // The key is in this message and nowhere else.
            "Cache-Control",
            "no-store"),
        new Answer.Body(body.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String keyType(KeyPackage key) {
    return key.isEncrypted()
        ? "application/pkcs7-mime; smime-type=server-generated-key"
        : "application/pkcs8";
  }

  private static String part(String type, byte[] content) {
    return "--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n"
        .formatted(
            BOUNDARY,
            type,
            new String(TransferEncoding.encode(content, false), StandardCharsets.US_ASCII).strip());
  }
}
