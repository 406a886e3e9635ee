package org.gridseal.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;

/// What no server can leave out of an enrollment, and nothing else: P-256 and SHA-256 by the
/// provider that the platform prefers, on one thread, with every object made beforehand.
final class RawCryptography {
  /// Octets of a request, of what is signed, of an entry: all are about so long.
  private static final int LENGTH = 512;

  /// Fingerprint of the key, LFDI, leaf hashes of intent, certificate and their two entries, and
  /// for each of the entries one more node of the log's tree.
  private static final int DIGESTS = 8;

  private final byte[] content = new byte[LENGTH];
  private final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
  private final Signature signature = Signature.getInstance("SHA256withECDSA");
  private final KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
  private final MessageDigest digest = MessageDigest.getInstance("SHA-256");
  private final KeyPair authority;
  private final KeyPair device;
  private final byte[] ofDevice;

  RawCryptography() throws GeneralSecurityException {
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.authority = generator.generateKeyPair();
    this.device = generator.generateKeyPair();
    this.ofDevice = sign(device);
  }

  String provider() {
    return signature.getProvider().getName();
  }

  /// Proof of possession, the certificate's signature, the check of what was signed, digests.
  void issue() throws GeneralSecurityException {
    verify(device, ofDevice);
    verify(authority, sign(authority));
    for (int number = 0; number < DIGESTS; number++) {
      digest.digest(content);
    }
  }

  /// The server's part of a full mutual handshake of TLS 1.2 with ECDHE and ECDSA (RFC 8422 §5):
  /// its ephemeral key, the shared secret, its signature, the client's CertificateVerify, and the
  /// signature on each certificate that the client sends.
  ///
  /// @param chain how many certificates a client sends
  void shakeHands(int chain) throws GeneralSecurityException {
    KeyPair ephemeral = generator.generateKeyPair();
    agreement.init(ephemeral.getPrivate());
    agreement.doPhase(device.getPublic(), true);
    agreement.generateSecret();
    sign(authority);
    for (int number = 0; number < 1 + chain; number++) {
      verify(device, ofDevice);
    }
  }

  private byte[] sign(KeyPair keys) throws GeneralSecurityException {
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  private void verify(KeyPair keys, byte[] made) throws GeneralSecurityException {
    signature.initVerify(keys.getPublic());
    signature.update(content);
    if (!signature.verify(made)) {
      throw new IllegalStateException("a signature just made does not verify");
    }
  }
}
