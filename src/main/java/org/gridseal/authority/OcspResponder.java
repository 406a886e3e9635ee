package org.gridseal.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Signs OCSP responses for one authority with a key that the authority has certified for that and
/// nothing else (RFC 6960 §4.2.2.2). Whoever has the key can call certificates good, and issue
/// none.
///
/// Any number of threads may use it.
public final class OcspResponder {
  /// 1.3.6.1.5.5.7.48.1.6 (RFC 6960 §4.4.4), with its tag.
  private static final byte[] ARCHIVE_CUTOFF = {
    0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x06
  };

  private static final byte[] GOOD = {(byte) 0x80, 0};
  private static final byte[] UNKNOWN = {(byte) 0x82, 0};

  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final byte[] id;
  private final byte[] algorithm;
  private final byte[] certificates;

  /// @param certificate of the public key, from the authority that is answered for
  public OcspResponder(KeyPair keys, X509Certificate certificate) {
    this.key = keys.getPrivate();
    this.certificate = certificate;
    this.algorithm = EncodedValue.of(SignatureAlgorithm.ECDSA_SHA256.algorithmIdentifier());
    try {
      byte[] bits =
          SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
              .getPublicKeyData()
              .getOctets();
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(bits);
      // byKey: shorter than a name (RFC 6960 §4.2.2.3).
      this.id = Asn1Octets.of(0xa2, Asn1Octets.of(Asn1Octets.OCTET_STRING, hash));
      this.certificates =
          Asn1Octets.of(0xa0, Asn1Octets.of(Asn1Octets.SEQUENCE, certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the responder's certificate cannot be used", e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// What is known of a serial number (RFC 6960 §2.2).
  public sealed interface Status {
    /// Issued, and neither revoked nor on hold.
    record Good() implements Status {}

    /// Never issued by the authority that is asked about.
    record Unknown() implements Status {}

    /// Revoked, or on hold.
    record Withdrawn(Revoked revoked) implements Status {}
  }

  /// One question and its answer.
  ///
  /// @param archiveCutoff since when revocations are remembered; said of what has expired
  public record Answer(OcspQuestion question, Status status, Optional<Instant> archiveCutoff) {}

  /// Signs answers.
  ///
  /// @param request whose nonce is given back
  /// @param thisUpdate when what is said was known to be true
  /// @throws SigningException if that does not work
  public OcspResponse sign(
      List<Answer> answers,
      OcspRequest request,
      Instant producedAt,
      Instant thisUpdate,
      Instant nextUpdate) {
    byte[][] each = new byte[answers.size()][];
    for (int at = 0; at < each.length; at++) {
      each[at] = encoded(answers.get(at), thisUpdate, nextUpdate);
    }
    byte[] content =
        Asn1Octets.of(
            Asn1Octets.SEQUENCE,
            id,
            time(producedAt),
            Asn1Octets.of(Asn1Octets.SEQUENCE, each),
            request.nonceGivenBack());
    byte[] bits = EncodedValue.of(new DERBitString(signature(content)));
    return new OcspResponse(
        content, algorithm, bits, certificates, thisUpdate, producedAt, nextUpdate);
  }

  private byte[] signature(byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new SigningException("the responder's key cannot sign", e);
    }
  }

  private static byte[] encoded(Answer answer, Instant thisUpdate, Instant nextUpdate) {
    return Asn1Octets.of(
        Asn1Octets.SEQUENCE,
        answer.question().encoded(),
        encoded(answer.status()),
        time(thisUpdate),
        Asn1Octets.of(0xa0, time(nextUpdate)),
        answer.archiveCutoff().map(OcspResponder::extension).orElseGet(() -> new byte[0]));
  }

  private static byte[] encoded(Status status) {
    return switch (status) {
      case Status.Good() -> GOOD;
      case Status.Unknown() -> UNKNOWN;
      case Status.Withdrawn(Revoked revoked) -> encoded(revoked);
    };
  }

  private static byte[] encoded(Revoked revoked) {
    if (revoked.reason() == RevocationReason.unspecified) {
      // RFC 5280 §5.3.1: the reason should be absent rather than say "unspecified".
      return Asn1Octets.of(0xa1, time(revoked.at()));
    }
    byte[] reason = {0x0a, 0x01, (byte) revoked.reason().code()};
    return Asn1Octets.of(0xa1, time(revoked.at()), Asn1Octets.of(0xa0, reason));
  }

  private static byte[] extension(Instant archiveCutoff) {
    byte[] value = Asn1Octets.of(Asn1Octets.OCTET_STRING, time(archiveCutoff));
    byte[] extension = Asn1Octets.of(Asn1Octets.SEQUENCE, ARCHIVE_CUTOFF, value);
    return Asn1Octets.of(0xa1, Asn1Octets.of(Asn1Octets.SEQUENCE, extension));
  }

  private static byte[] time(Instant at) {
    String text = LocalDateTime.ofInstant(at, ZoneOffset.UTC).format(GENERALIZED);
    return Asn1Octets.of(0x18, text.getBytes(US_ASCII));
  }
}
