package org.gridseal.testing;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.authority.SigningKey;

/// A signing key that is gone when the test is over.
public final class InMemoryKey implements SigningKey {
  private final KeyPair keys;
  private final AtomicInteger signatures = new AtomicInteger();

  public InMemoryKey() {
    this(Keys.p256());
  }

  public InMemoryKey(KeyPair keys) {
    this.keys = keys;
  }

  @Override
  public PublicKey publicKey() {
    return keys.getPublic();
  }

  @Override
  public byte[] sign(byte[] content) {
    signatures.incrementAndGet();
    return Keys.sign("SHA256withECDSA", keys.getPrivate(), content);
  }

  @Override
  public boolean signsHashes() {
    return true;
  }

  @Override
  public byte[] signHash(byte[] hash) {
    signatures.incrementAndGet();
    return Keys.sign("NONEwithECDSA", keys.getPrivate(), hash);
  }

  /// How often it was used.
  public int signatures() {
    return signatures.get();
  }
}
