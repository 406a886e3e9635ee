package org.gridseal.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.gridseal.x509.MalformedException;

/// What somebody brought: a file as it is, and each certificate in it with the very text that it
/// was written as, since that text is what people hash by mistake.
public final class Brought {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  /// As OpenSSL writes it, too; what else stands in a file is passed over.
  private static final Set<String> LABELS =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS");

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
    // By hand: a pattern would look for the end of each beginning in all that follows.
    int from = text.indexOf(BEGIN);
    while (from >= 0) {
      int labelled = endOf(text, DASHES, from + BEGIN.length());
      String label = text.substring(from + BEGIN.length(), labelled - DASHES.length());
      int end = endOf(text, "-----END " + label + DASHES, labelled);
      if (LABELS.contains(label)) {
        pieces.addAll(armoured(text.substring(from, end), label));
      }
      from = text.indexOf(BEGIN, end);
    }
    return new Brought(content, pieces.isEmpty() ? binary(decode(text)) : pieces);
  }

  private static int endOf(String text, String what, int from) {
    int at = text.indexOf(what, from);
    if (at < 0) {
      throw new MalformedException("the PEM text is cut off");
    }
    return at + what.length();
  }

  private static List<Piece> armoured(String armour, String label) {
    int head = BEGIN.length() + label.length() + DASHES.length();
    int tail = armour.length() - ("-----END " + label + DASHES).length();
    List<Piece> inside = binary(decode(armour.substring(head, tail)));
    return label.endsWith("CERTIFICATE") && inside.size() == 1
        ? List.of(new Piece(inside.getFirst().certificate(), Optional.of(armour)))
        : inside;
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
