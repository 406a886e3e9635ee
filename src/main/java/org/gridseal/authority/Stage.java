package org.gridseal.authority;

/// How far one generation of a CA is in its life. It only ever moves forward.
public enum Stage {
  /// There is a key, and a request for its certificate.
  requested,
  /// Published as trust, so that everybody knows it before the first certificate is from it.
  prepared,
  /// Signs what its line issues; at most one of a line does.
  issuing,
  /// Signs nothing new, and still answers for what it signed.
  retiring,
  /// Trusted by nobody any more.
  retired;

  /// Whether it is published, trusted, and answers for its certificates.
  public boolean isLive() {
    return this == prepared || this == issuing || this == retiring;
  }
}
