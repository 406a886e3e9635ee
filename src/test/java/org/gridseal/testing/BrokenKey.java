package org.gridseal.testing;

import java.security.PublicKey;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// A signing key that works until it is told to break, and again when it is mended.
public final class BrokenKey implements SigningKey {
  private final InMemoryKey key = new InMemoryKey();
  private Fault fault = Fault.NONE;

  /// What the keeper of the key does.
  public enum Fault {
    NONE,
    /// Gives no answer.
    AWAY,
    /// Gives a good signature of something else.
    SIGNS_SOMETHING_ELSE,
    /// Gives octets that are no signature.
    GIVES_NONSENSE
  }

  public void become(Fault next) {
    fault = next;
  }

  @Override
  public PublicKey publicKey() {
    return key.publicKey();
  }

  @Override
  public byte[] sign(byte[] content) {
    return switch (fault) {
      case NONE -> key.sign(content);
      case AWAY -> throw new SigningException("the keeper of the key is away");
      case SIGNS_SOMETHING_ELSE -> key.sign(new byte[1]);
      case GIVES_NONSENSE -> new byte[8];
    };
  }

  @Override
  public boolean signsHashes() {
    return true;
  }

  @Override
  public byte[] signHash(byte[] hash) {
    return switch (fault) {
      case NONE -> key.signHash(hash);
      case AWAY -> throw new SigningException("the keeper of the key is away");
      case SIGNS_SOMETHING_ELSE -> key.signHash(new byte[32]);
      case GIVES_NONSENSE -> new byte[8];
    };
  }

  /// How often it was used.
  public int signatures() {
    return key.signatures();
  }
}
