package org.gridseal.cli.bench;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// OCSP requests over HTTP, as bytes: about the certificates of [RevokedRows], which follow from a
/// number.
final class OcspQuestions {
  private final String host;
  private final byte[] nameHash;
  private final byte[] keyHash;
  private final Random random = new Random(1);

  OcspQuestions(URI server, X509Certificate issuer) {
    this.host = server.getHost() + ":" + server.getPort();
    this.nameHash = sha1(issuer.getSubjectX500Principal().getEncoded());
    this.keyHash =
        sha1(
            SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getOctets());
  }

  /// RFC 5019 §5.
  byte[] get(long certificate) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
        .formatted(path(body(certificate)), host)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// A request without a nonce.
  byte[] body(long certificate) {
    return request(certificate, false);
  }

  /// Where a request goes by GET.
  static String path(byte[] body) {
    String base64 = Base64.getEncoder().encodeToString(body);
    return "/ocsp/" + URLEncoder.encode(base64, StandardCharsets.US_ASCII);
  }

  /// The CertID in a request of ours: what follows four sequences.
  static byte[] idIn(byte[] body) {
    return Arrays.copyOfRange(body, 8, body.length);
  }

  /// @param nonce whether one of 32 octets goes along, which RFC 9654 §2.1 recommends
  byte[] post(long certificate, boolean nonce) {
    byte[] body = request(certificate, nonce);
    String head =
        String.join(
            "\r\n",
            "POST /ocsp HTTP/1.1",
            "Host: " + host,
            "Content-Type: application/ocsp-request",
            "Content-Length: " + body.length,
            "",
            "");
    return joined(head.getBytes(StandardCharsets.US_ASCII), body);
  }

  private byte[] request(long certificate, boolean nonce) {
    byte[] sha1 = {0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00};
    byte[] id =
        of(0x30, sha1, of(0x04, nameHash), of(0x04, keyHash), of(0x02, serial(certificate)));
    byte[] list = of(0x30, of(0x30, id));
    return of(0x30, of(0x30, list, nonce ? nonce() : new byte[0]));
  }

  private byte[] nonce() {
    byte[] octets = new byte[32];
    random.nextBytes(octets);
    byte[] type = {0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02};
    return of(0xa2, of(0x30, of(0x30, type, of(0x04, of(0x04, octets)))));
  }

  /// As [RevokedRows#SERIAL].
  static byte[] serial(long number) {
    byte[] hash = digest("SHA-256", ByteBuffer.allocate(8).putLong(number).array());
    byte[] serial = Arrays.copyOf(hash, RevokedRows.SERIAL_OCTETS);
    serial[0] = (byte) (1 + (hash[0] & 0xff) % 127);
    return serial;
  }

  private static byte[] sha1(byte[] content) {
    return digest("SHA-1", content);
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /// Tag, length below 256, value.
  private static byte[] of(int tag, byte[]... parts) {
    byte[] value = joined(parts);
    byte[] head =
        value.length < 0x80
            ? new byte[] {(byte) tag, (byte) value.length}
            : new byte[] {(byte) tag, (byte) 0x81, (byte) value.length};
    return joined(head, value);
  }

  private static byte[] joined(byte[]... parts) {
    var whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
