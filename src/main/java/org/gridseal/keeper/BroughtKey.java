package org.gridseal.keeper;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.gridseal.authority.SignatureAlgorithm;

/// A CA's private key that was made elsewhere, and the certificate that it belongs to: it has
/// signed something that the certificate's key verifies.
///
/// There is no other way to make one than [#of].
public final class BroughtKey {
  private static final byte[] CONTENT = {0};

  private final PrivateKey privateKey;
  private final X509Certificate certificate;

  private BroughtKey(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  /// @throws IllegalArgumentException if the two do not belong together, or no authority signs with
  ///   a key of that kind
  public static BroughtKey of(PrivateKey privateKey, X509Certificate certificate) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(certificate.getPublicKey());
    if (!belongs(privateKey, certificate, algorithm)) {
      throw new IllegalArgumentException("the private key is not that of the certificate");
    }
    return new BroughtKey(privateKey, certificate);
  }

  private static boolean belongs(
      PrivateKey privateKey, X509Certificate certificate, SignatureAlgorithm algorithm) {
    try {
      Signature signature = Signature.getInstance(algorithm.jcaName());
      signature.initSign(privateKey);
      signature.update(CONTENT);
      byte[] signed = signature.sign();
      Signature verifier = Signature.getInstance(algorithm.jcaName());
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(CONTENT);
      return verifier.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// For the keeper that takes it in.
  PrivateKey privateKey() {
    return privateKey;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  SignatureAlgorithm algorithm() {
    return SignatureAlgorithm.of(certificate.getPublicKey());
  }
}
