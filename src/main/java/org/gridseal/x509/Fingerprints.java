package org.gridseal.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// SHA-256 as people and other programs write it: 64 hexadecimal digits, small letters.
public final class Fingerprints {
  private Fingerprints() {}

  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Of the certificate's encoding, as `openssl x509 -fingerprint -sha256` prints it with colons.
  public static String of(X509Certificate certificate) {
    try {
      return sha256(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// In groups of four, to be read aloud.
  public static String aloud(String sha256) {
    return sha256.replaceAll("(.{4})(?!$)", "$1 ");
  }
}
