package org.gridseal.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The long-form device identifier: the leftmost 160 bits of the SHA-256 over a device
/// certificate's encoding (IEEE 2030.5-2018 §6.3.4).
///
/// It names a certificate, not a piece of hardware: a renewed certificate has another LFDI.
public final class Lfdi {
  /// Octets in an LFDI.
  public static final int LENGTH = 20;

  private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] bytes;

  private Lfdi(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes 20 bytes as they are.
  ///
  /// @throws IllegalArgumentException if there are not exactly 20
  public static Lfdi of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an LFDI has 20 bytes, not " + bytes.length);
    }
    return new Lfdi(bytes.clone());
  }

  /// Computes the LFDI of a certificate.
  ///
  /// @param encoded the certificate in ASN.1 DER, not PEM: the hash of the text is the commonest
  ///   mistake of the field
  public static Lfdi ofCertificate(byte[] encoded) {
    return ofFingerprint(digest("SHA-256", encoded));
  }

  /// Cuts the LFDI from a certificate's SHA-256 fingerprint of 32 bytes.
  public static Lfdi ofFingerprint(byte[] fingerprint) {
    return new Lfdi(Arrays.copyOf(fingerprint, LENGTH));
  }

  /// Reads 40 hexadecimal digits in either case, with or without dashes and white space.
  ///
  /// @throws IllegalArgumentException if there are not 40 digits; a lost leading zero is not
  ///   guessed
  public static Lfdi fromString(String text) {
    String digits = SEPARATORS.matcher(text).replaceAll("");
    if (digits.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("an LFDI has 40 hexadecimal digits");
    }
    return new Lfdi(HexFormat.of().parseHex(digits));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// For people: ten groups of four digits with dashes between them.
  public String display() {
    return toString().replaceAll("(.{4})(?!$)", "$1-");
  }

  /// Names the way in which a wrong LFDI was made from a certificate, as far as it is a known way.
  ///
  /// @param encoded the certificate that the LFDI was said to name
  /// @param pem the text that the certificate was read from
  public LfdiOrigin originIn(byte[] encoded, String pem) {
    String unix = pem.replace("\r\n", "\n");
    if (equals(ofCertificate(encoded))) {
      return LfdiOrigin.CERTIFICATE;
    }
    if (equals(new Lfdi(digest("SHA-1", encoded)))) {
      return LfdiOrigin.SHA_1;
    }
    if (isOfText(unix) || isOfText(unix.strip())) {
      return LfdiOrigin.PEM_TEXT;
    }
    String windows = unix.replace("\n", "\r\n");
    return isOfText(windows) ? LfdiOrigin.PEM_TEXT_OF_WINDOWS : LfdiOrigin.ANOTHER_CERTIFICATE;
  }

  private boolean isOfText(String text) {
    return equals(ofCertificate(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lfdi lfdi && Arrays.equals(bytes, lfdi.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// 40 upper-case hexadecimal digits.
  @Override
  public String toString() {
    return HEX.formatHex(bytes);
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
