package org.gridseal.cost;

import org.gridseal.policy.Controls.Tls.Protection;

/// What a device may speak with our listeners, and what each adds to a message. Sizes are octets;
/// those of a hello are what the stacks send that the measurement uses (docs/cost.md): extensions
/// differ from stack to stack by tens of octets.
public enum Suite {
  /// TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 on the listener for IEEE 2030.5: an explicit nonce of 8 and
  /// a tag of 8 (RFC 7251, RFC 6655 §3); curve P-256, a point of 65 (RFC 8422 §5.4.1). The hello is
  /// Bouncy Castle's: 2 suites, and extensions 23, 22, 10, 17, 5, 13 and 11.
  TLS12_CCM8(Protection.TLS12_CCM8, 16, 65, 4, 4 + 4 + 22 + 20 + 9 + 48 + 6, 38),

  /// AES-GCM: an explicit nonce of 8 and a tag of 16 (RFC 5288 §3); X25519, a point of 32 (RFC 8422
  /// §5.11). The hello is BoringSSL's: 9 suites, and extensions 23, 65281, 10, 11 and 13.
  TLS12_GCM(Protection.TLS12_GCM, 24, 32, 18, 4 + 5 + 14 + 6 + 24, 25),

  /// ChaCha20-Poly1305: no nonce on the wire, a tag of 16 (RFC 7905 §2); otherwise as GCM, and
  /// accepted where that is.
  TLS12_CHACHA(Protection.TLS12_GCM, 16, 32, 18, 4 + 5 + 14 + 6 + 24, 25),

  /// Any suite of TLS 1.3 with a tag of 16, and the true type of the content, 1 (RFC 8446 §5.2);
  /// X25519. The hello is BoringSSL's: 3 suites, extensions 10, 13, 51 (a key share of 38), 45 and
  /// 43.
  TLS13(Protection.TLS13, 17, 32, 6, 14 + 24 + 42 + 6 + 7, 27);

  private final Protection protection;
  private final int expansion;
  private final int point;
  private final int suites;
  private final int extensions;
  private final int certificateRequest;

  Suite(
      Protection protection,
      int expansion,
      int point,
      int suites,
      int extensions,
      int certificateRequest) {
    this.protection = protection;
    this.expansion = expansion;
    this.point = point;
    this.suites = suites;
    this.extensions = extensions;
    this.certificateRequest = certificateRequest;
  }

  /// The word of `sites.yaml` for it.
  public Protection protection() {
    return protection;
  }

  /// Whether our listeners resume its sessions: those of TLS 1.2, by their id, and those of TLS 1.3
  /// not, for tickets tell nobody how long ago the key was proved (`est.BoringSsl`).
  public boolean resumable() {
    return this != TLS13;
  }

  /// What encryption adds to a record's content.
  int expansion() {
    return expansion;
  }

  /// A public key of the key agreement.
  int point() {
    return point;
  }

  /// The suites that a client offers, two octets each.
  int offered() {
    return suites;
  }

  /// The extensions of a client's hello, each with type and length.
  int extensions() {
    return extensions;
  }

  /// The body of a CertificateRequest that names no authorities (RFC 5246 §7.4.4, RFC 8446 §4.3.2):
  /// types and signature algorithms.
  int certificateRequest() {
    return certificateRequest;
  }
}
