package org.gridseal.cli.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import org.gridseal.x509.Pem;

/// Checks answers as a distrustful device would: one certificate, for the key that was sent, under
/// the authority and the root that were given to it beforehand.
final class AnswerCheck {
  private final X509Certificate root;
  private final X509Certificate issuing;

  AnswerCheck(Testbed testbed) {
    try {
      this.root = Pem.certificate(Files.readAllBytes(testbed.caFile()));
      this.issuing = Pem.certificate(Files.readAllBytes(testbed.issuingFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws FailedBenchException if the answer is anything but the right certificate
  void demand(Fleet.Request request, byte[] answer) {
    X509Certificate certificate = certificate(answer);
    try {
      certificate.verify(issuing.getPublicKey());
      issuing.verify(root.getPublicKey());
      certificate.checkValidity();
    } catch (GeneralSecurityException e) {
      throw new FailedBenchException("an issued certificate does not hold up", e);
    }
    byte[] key = certificate.getPublicKey().getEncoded();
    if (!Arrays.equals(key, request.parsed().key().encoded())) {
      throw new FailedBenchException("an issued certificate is for another key than was sent");
    }
  }

  /// The one certificate in an answer's certs-only CMS message (RFC 7030 §4.2.3).
  static X509Certificate certificate(byte[] answer) {
    try {
      String text = new String(answer, StandardCharsets.US_ASCII);
      Collection<?> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Base64.getMimeDecoder().decode(text)));
      if (all.size() == 1 && all.iterator().next() instanceof X509Certificate only) {
        return only;
      }
      throw new FailedBenchException("an answer holds %d certificates".formatted(all.size()));
    } catch (GeneralSecurityException e) {
      throw new FailedBenchException("an answer is no certs-only CMS message", e);
    }
  }

  /// The certificate's encoding.
  static byte[] encoded(byte[] answer) {
    try {
      return certificate(answer).getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
