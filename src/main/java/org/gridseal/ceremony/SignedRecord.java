package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SignedContent;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;

/// A record with its signature (CMS SignedData, RFC 5652 §5), which verifies, and the certificates
/// that it speaks of. It is what is carried from one machine to the other.
public final class SignedRecord {
  /// id-data (RFC 5652 §4): the content is what it is.
  private static final String DATA = "1.2.840.113549.1.7.1";

  private final byte[] encoded;
  private final CeremonyRecord record;
  private final SignedContent message;

  private SignedRecord(byte[] encoded, CeremonyRecord record, SignedContent message) {
    this.encoded = encoded;
    this.record = record;
    this.message = message;
  }

  /// @param made what goes along, beside the signer's certificate
  /// @throws org.gridseal.authority.SigningException if the key gives no signature
  static SignedRecord sign(
      CeremonyRecord record, CertificationAuthority signer, List<X509Certificate> made) {
    List<X509Certificate> others =
        made.stream().filter(each -> !each.equals(signer.certificate())).toList();
    return read(signer.signedMessage(DATA, record.written(), others));
  }

  /// Reads a record and verifies its signature with the certificate inside.
  ///
  /// @throws MalformedException if it is no record, or its signature does not verify
  public static SignedRecord read(byte[] encoded) {
    SignedContent message = SignedContent.read(encoded);
    return new SignedRecord(encoded.clone(), CeremonyRecord.parse(message.content()), message);
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  public CeremonyRecord record() {
    return record;
  }

  public X509Certificate signer() {
    return message.signer();
  }

  /// SHA-256 of the whole, hexadecimal.
  public String sha256() {
    return Fingerprints.sha256(encoded);
  }

  /// The certificate of which the record speaks under that name.
  public Optional<X509Certificate> certificate(String name) {
    return record.certificates().stream()
        .filter(made -> made.name().equals(name))
        .findFirst()
        .flatMap(
            made ->
                message.certificates().stream()
                    .filter(each -> Fingerprints.of(each).equals(made.sha256()))
                    .findFirst());
  }
}
