package org.gridseal.authority;

/// The keeper of a signing key gave no usable signature. The edge answers 503 with Retry-After;
/// asking again later may succeed.
public final class SigningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SigningException(String reason) {
    super(reason);
  }

  public SigningException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
