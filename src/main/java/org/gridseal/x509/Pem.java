package org.gridseal.x509;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// Textual encodings (RFC 7468) and single certificates.
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /// Reads every certificate of a PEM text, or the one of a plain ASN.1 encoding.
  ///
  /// @throws MalformedException if there is none, or one cannot be read
  public static List<X509Certificate> certificates(byte[] content) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (found.isEmpty()) {
        throw new MalformedException("there is no certificate");
      }
      return found.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      throw new MalformedException("the certificate cannot be read", e);
    }
  }

  /// Reads exactly one certificate.
  ///
  /// @throws MalformedException if there is none, more than one, or it cannot be read
  public static X509Certificate certificate(byte[] content) {
    try {
      // Not by way of a list: the platform looks for PKCS #7 first, at the price of an exception.
      var rest = new ByteArrayInputStream(content);
      var found =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(rest);
      if (rest.available() > 0 && !isBlank(rest)) {
        throw new MalformedException("there is more than one certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new MalformedException("the certificate cannot be read", e);
    }
  }

  private static boolean isBlank(ByteArrayInputStream rest) {
    return new String(rest.readAllBytes(), StandardCharsets.ISO_8859_1).isBlank();
  }

  /// Writes one object with its armour, 64 columns (RFC 7468 §2).
  ///
  /// @param label for example `CERTIFICATE`
  public static String write(String label, byte[] encoded) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
  }
}
