package org.gridseal.enrollment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// SHA-256 over a certificate's encoding, by which two people who read it out to each other know
/// that they speak of the same certificate.
///
/// @param hex 64 hexadecimal digits, lower case
public record Fingerprint(String hex) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!DIGITS.matcher(hex).matches()) {
      throw new IllegalArgumentException("a fingerprint has 64 hexadecimal digits");
    }
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Reads what [#toString] and [#display] write.
  ///
  /// @throws IllegalArgumentException if the text is no fingerprint
  public static Fingerprint fromString(String text) {
    return new Fingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /// `3E:4F:…`, as `openssl x509 -fingerprint` prints it at the other end of the telephone.
  public String display() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes());
  }

  @Override
  public String toString() {
    return hex;
  }
}
