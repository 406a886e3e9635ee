package org.gridseal.authority;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/// Signs what Bouncy Castle puts together with an authority's key, wherever that is kept.
final class AuthoritySigner implements ContentSigner {
  private final CertificationAuthority authority;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  AuthoritySigner(CertificationAuthority authority) {
    this.authority = authority;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return authority.algorithm().algorithmIdentifier();
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  /// @throws SigningException if the key gives no signature
  @Override
  public byte[] getSignature() {
    return authority.signed(content.toByteArray());
  }
}
