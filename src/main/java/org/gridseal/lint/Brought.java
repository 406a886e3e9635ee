package org.gridseal.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.gridseal.x509.MalformedException;

/// What somebody brought: a file as it is, and each certificate in it with the very text that it
/// was written as, since that text is what people hash by mistake.
public final class Brought {
  /// As OpenSSL writes it, too (`X509 CERTIFICATE`, `TRUSTED CERTIFICATE`).
  private static final Pattern ARMOUR =
      Pattern.compile(
          "-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE|PKCS7)-----(.*?)-----END \\1-----",
          Pattern.DOTALL);

  private static final byte SEQUENCE = 0x30;

  private final byte[] content;
  private final List<Piece> pieces;

  private Brought(byte[] content, List<Piece> pieces) {
    this.content = content.clone();
    this.pieces = List.copyOf(pieces);
  }

  /// One certificate of a file.
  ///
  /// @param armour its PEM text from BEGIN to END; empty if it is not written so
  public record Piece(Specimen certificate, Optional<String> armour) {}

  /// Reads ASN.1 DER, PEM with any line ends and with text around it, bare base64, or the
  /// certs-only message that EST answers with (RFC 5652 §5).
  ///
  /// @throws MalformedException if there is no certificate in it, or one that cannot be read
  public static Brought read(byte[] content) {
    if (content.length > 0 && content[0] == SEQUENCE) {
      return new Brought(content, binary(content));
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<Piece> pieces = new ArrayList<>();
    Matcher armours = ARMOUR.matcher(text);
    while (armours.find()) {
      byte[] encoded = decode(armours.group(2));
      if (armours.group(1).equals("PKCS7")) {
        pieces.addAll(binary(encoded));
      } else {
        pieces.add(new Piece(Specimen.parse(encoded), Optional.of(armours.group())));
      }
    }
    return new Brought(content, pieces.isEmpty() ? binary(decode(text)) : pieces);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("there is no certificate: neither ASN.1 DER nor PEM", e);
    }
  }

  private static List<Piece> binary(byte[] encoded) {
    try {
      return List.of(new Piece(Specimen.parse(encoded), Optional.empty()));
    } catch (MalformedException e) {
      return message(encoded);
    }
  }

  private static List<Piece> message(byte[] encoded) {
    List<Piece> pieces = new ArrayList<>();
    try {
      var data = SignedData.getInstance(ContentInfo.getInstance(encoded).getContent());
      ASN1Set certificates = data.getCertificates();
      if (certificates != null) {
        for (ASN1Encodable each : certificates) {
          byte[] inside = each.toASN1Primitive().getEncoded(ASN1Encoding.DER);
          pieces.add(new Piece(Specimen.parse(inside), Optional.empty()));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new MalformedException("these bytes are no certificate", e);
    }
    if (pieces.isEmpty()) {
      throw new MalformedException("there is no certificate in the message");
    }
    return pieces;
  }

  /// The file, octet by octet.
  byte[] content() {
    return content.clone();
  }

  public List<Piece> pieces() {
    return pieces;
  }
}
