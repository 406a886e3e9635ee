package org.gridseal.keeper;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import org.gridseal.authority.SigningException;

/// A key in a token, in the thread that uses it: without a time-out, which [Pkcs11Keeper] adds.
final class Pkcs11SigningKey implements HashSigningKey {
  private final Provider provider;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  /// @param privateKey a handle: the key itself stays in the token
  Pkcs11SigningKey(Provider provider, PrivateKey privateKey, PublicKey publicKey) {
    this.provider = provider;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
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
