package org.gridseal.ceremony;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// The text form of a PKCS #10 request (RFC 7468 §7).
public final class PemRequest {
  private static final Pattern ARMOUR =
      Pattern.compile("-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]+)-----END ");

  private PemRequest() {}

  /// @param content text, or ASN.1 as it is
  /// @return ASN.1
  /// @throws MalformedException if it is text without a request
  public static byte[] read(byte[] content) {
    if (content.length > 0 && content[0] == 0x30) {
      return content.clone();
    }
    Matcher found = ARMOUR.matcher(new String(content, ISO_8859_1));
    if (!found.find()) {
      throw new MalformedException("there is no certification request in the file");
    }
    try {
      return Base64.getMimeDecoder().decode(found.group(1));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the request is not base64", e);
    }
  }

  public static String write(byte[] encoded) {
    return Pem.write("CERTIFICATE REQUEST", encoded);
  }
}
