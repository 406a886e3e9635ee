package org.gridseal.keeper;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// A key in a token, in the thread that uses it: without a time-out, which [Pkcs11Keeper] adds.
final class Pkcs11SigningKey implements SigningKey {
  private final Provider provider;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final SignatureAlgorithm algorithm;

  /// @param privateKey a handle: the key itself stays in the token
  Pkcs11SigningKey(Provider provider, PrivateKey privateKey, PublicKey publicKey) {
    this.provider = provider;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.algorithm = SignatureAlgorithm.of(publicKey);
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] content) {
    return signHash(Digests.of(algorithm, content));
  }

  @Override
  public boolean signsHashes() {
    return true;
  }

  @Override
  public byte[] signHash(byte[] hash) {
    try {
      // CKM_ECDSA over a hash made here; SunPKCS11 turns r and s into an ECDSA-Sig-Value.
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(privateKey);
      signature.update(hash);
      return signature.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw new SigningException("the token does not sign", e);
    }
  }
}
