package org.gridseal.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gridseal.x509.MalformedException;

/// The base64 of EST bodies (RFC 7030 §4, RFC 8951 §3), generous with what comes in and careful
/// with what goes out.
final class TransferEncoding {
  /// Columns of a wrapped body.
  private static final int COLUMNS = 64;

  /// The longest body that every known client takes as one line: libest gives up on lines of more
  /// than about a thousand characters, strongSwan on any line break (docs/standards.md).
  private static final int LONGEST_LINE = 1000;

  /// First octet of an ASN.1 SEQUENCE, which no base64 begins with.
  private static final byte SEQUENCE = 0x30;

  private TransferEncoding() {}

  /// Reads base64, wrapped anyhow, with PEM armour or none; or plain ASN.1, which some clients
  /// send.
  ///
  /// @throws MalformedException if the body is neither
  static byte[] decode(byte[] body) {
    if (body.length > 1 && body[0] == SEQUENCE && (body[1] & 0x80) != 0) {
      return body;
    }
    String text = new String(body, StandardCharsets.US_ASCII);
    try {
      return Base64.getDecoder().decode(withoutArmour(text).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the body is no base64", e);
    }
  }

  private static String withoutArmour(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("-----BEGIN ")) {
      return stripped;
    }
    int begin = stripped.indexOf('\n');
    int end = stripped.lastIndexOf("-----END ");
    if (begin < 0 || end < begin) {
      throw new MalformedException("the body's PEM armour is open");
    }
    return stripped.substring(begin, end);
  }

  /// Writes base64 that ends with a line feed: one line while it is short or the client asks for no
  /// more, lines of 64 columns otherwise.
  ///
  /// @param oneLine whether the client cannot bear line breaks
  static byte[] encode(byte[] content, boolean oneLine) {
    String line = Base64.getEncoder().encodeToString(content);
    String text =
        oneLine || line.length() <= LONGEST_LINE
            ? line
            : Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(content);
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
