package org.gridseal.authority;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.gridseal.x509.SubjectKey;

/// How an authority signs. Its key decides: each kind of key has one algorithm here, so that nobody
/// chooses a hash that is weaker or stronger than the key.
public enum SignatureAlgorithm {
  /// The one that every IEEE 2030.5 device can verify (IEEE 2030.5-2018 §6.11; RFC 5758 §3.2).
  ECDSA_SHA256(
      "ecdsa-with-SHA256",
      "1.2.840.10045.4.3.2",
      "SHA256withECDSA",
      "1.2.840.10045.3.1.7",
      SubjectKey.Kind.P256),
  /// RFC 5758 §3.2.
  ECDSA_SHA384(
      "ecdsa-with-SHA384",
      "1.2.840.10045.4.3.3",
      "SHA384withECDSA",
      "1.3.132.0.34",
      SubjectKey.Kind.P384),
  /// RFC 9881 §2, like the two below; the identifier of the key is that of the signature.
  ML_DSA_44("ML-DSA-44", "2.16.840.1.101.3.4.3.17", "ML-DSA", "", SubjectKey.Kind.ML_DSA_44),
  ML_DSA_65("ML-DSA-65", "2.16.840.1.101.3.4.3.18", "ML-DSA", "", SubjectKey.Kind.ML_DSA_65),
  ML_DSA_87("ML-DSA-87", "2.16.840.1.101.3.4.3.19", "ML-DSA", "", SubjectKey.Kind.ML_DSA_87);

  private final String title;
  private final String identifier;
  private final String jcaName;
  private final String curve;
  private final SubjectKey.Kind kind;

  SignatureAlgorithm(
      String title, String identifier, String jcaName, String curve, SubjectKey.Kind kind) {
    this.title = title;
    this.identifier = identifier;
    this.jcaName = jcaName;
    this.curve = curve;
    this.kind = kind;
  }

  /// The algorithm that a key signs with.
  ///
  /// @throws IllegalArgumentException if the key is of a kind that no authority here has
  public static SignatureAlgorithm of(PublicKey key) {
    AlgorithmIdentifier kind = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    // A curve stands in the parameters (RFC 5480 §2.1.1); ML-DSA has none (RFC 9881 §4).
    String name =
        kind.getParameters() instanceof ASN1ObjectIdentifier curve
            ? curve.getId()
            : kind.getAlgorithm().getId();
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.keyIdentifier().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no authority signs with a key of that kind"));
  }

  /// By its name in profiles and on command lines.
  public static Optional<SignatureAlgorithm> named(String title) {
    return Arrays.stream(values()).filter(it -> it.title.equals(title)).findFirst();
  }

  /// Of its keys.
  public SubjectKey.Kind kind() {
    return kind;
  }

  private String keyIdentifier() {
    return curve.isEmpty() ? identifier : curve;
  }

  /// As it stands in certificates, CRLs and OCSP responses. Parameters are absent (RFC 5758 §3.2,
  /// RFC 9881 §2).
  public AlgorithmIdentifier algorithmIdentifier() {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(identifier));
  }

  /// Its name for [java.security.Signature]. Of ML-DSA it is that of the family: the parameters are
  /// the key's, and not every provider has a name for each.
  public String jcaName() {
    return jcaName;
  }

  /// The hash that it signs, where whoever has the key can be given that instead of the content;
  /// ML-DSA hashes for itself (FIPS 204 §5.2).
  public Optional<String> hash() {
    return switch (this) {
      case ECDSA_SHA256 -> Optional.of("SHA-256");
      case ECDSA_SHA384 -> Optional.of("SHA-384");
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> Optional.empty();
    };
  }

  /// Whether it is one that a quantum computer leaves standing (FIPS 204). Behind a flag, because
  /// no device standard knows it.
  public boolean isExperimental() {
    return curve.isEmpty();
  }

  @Override
  public String toString() {
    return title;
  }
}
