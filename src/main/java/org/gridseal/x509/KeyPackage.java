package org.gridseal.x509;

/// A private key on its way to the device it was made for (RFC 7030 §4.4.2). It is held nowhere
/// else, and nothing of it is ever written down here.
public final class KeyPackage {
  private final boolean encrypted;
  private final byte[] encoded;

  private KeyPackage(boolean encrypted, byte[] encoded) {
    this.encrypted = encrypted;
    this.encoded = encoded.clone();
  }

  /// @param privateKeyInfo PKCS #8 (RFC 5208 §5)
  public static KeyPackage plain(byte[] privateKeyInfo) {
    return new KeyPackage(false, privateKeyInfo);
  }

  /// @param envelopedData a CMS ContentInfo (RFC 5652 §6)
  public static KeyPackage encrypted(byte[] envelopedData) {
    return new KeyPackage(true, envelopedData);
  }

  /// Whether it is CMS EnvelopedData; else it is PKCS #8, protected by TLS alone.
  public boolean isEncrypted() {
    return encrypted;
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  /// Tells nothing of the key.
  @Override
  public String toString() {
    return encrypted ? "encrypted key" : "key";
  }
}
