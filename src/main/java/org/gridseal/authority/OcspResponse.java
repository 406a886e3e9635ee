package org.gridseal.authority;

import java.time.Instant;
import java.util.HexFormat;

/// A signed OCSP response (RFC 6960 §4.2.1). What it shares with others of its responder is kept
/// once; so it takes some 300 octets of memory.
public final class OcspResponse {
  /// What is wrong with a request, or with us, is said without a signature (RFC 6960 §2.3).
  public enum Failure {
    MALFORMED_REQUEST(1),
    TRY_LATER(3),
    /// We cannot answer with authority: nothing is known here of that issuer (RFC 5019 §2.2.3).
    UNAUTHORIZED(6);

    private final int code;

    Failure(int code) {
      this.code = code;
    }

    public byte[] encoded() {
      return new byte[] {0x30, 0x03, 0x0a, 0x01, (byte) code};
    }
  }

  /// ENUMERATED successful.
  private static final byte[] SUCCESSFUL = {0x0a, 0x01, 0x00};

  /// 1.3.6.1.5.5.7.48.1.1, id-pkix-ocsp-basic, with its tag.
  private static final byte[] BASIC = {
    0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01
  };

  private final byte[] content;
  private final byte[] algorithm;
  private final byte[] signature;
  private final byte[] certificates;
  private final Instant thisUpdate;
  private final Instant producedAt;
  private final Instant nextUpdate;

  OcspResponse(
      byte[] content,
      byte[] algorithm,
      byte[] signature,
      byte[] certificates,
      Instant thisUpdate,
      Instant producedAt,
      Instant nextUpdate) {
    this.content = content;
    this.algorithm = algorithm;
    this.signature = signature;
    this.certificates = certificates;
    this.thisUpdate = thisUpdate;
    this.producedAt = producedAt;
    this.nextUpdate = nextUpdate;
  }

  /// The OCSPResponse's ASN.1 encoding.
  public byte[] encoded() {
    byte[] basic = Asn1Octets.of(Asn1Octets.SEQUENCE, content, algorithm, signature, certificates);
    byte[] bytes =
        Asn1Octets.of(Asn1Octets.SEQUENCE, BASIC, Asn1Octets.of(Asn1Octets.OCTET_STRING, basic));
    return Asn1Octets.of(Asn1Octets.SEQUENCE, SUCCESSFUL, Asn1Octets.of(0xa0, bytes));
  }

  public Instant thisUpdate() {
    return thisUpdate;
  }

  public Instant producedAt() {
    return producedAt;
  }

  public Instant nextUpdate() {
    return nextUpdate;
  }

  /// An entity tag (RFC 9110 §8.8.3): no two signatures are the same.
  public String tag() {
    return '"' + HexFormat.of().formatHex(signature, signature.length - 12, signature.length) + '"';
  }

  /// What it takes of memory by itself.
  public int octets() {
    return content.length + signature.length;
  }
}
