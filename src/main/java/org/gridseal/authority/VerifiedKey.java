package org.gridseal.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/// A signing key whose keeper is not believed: nothing that it signs leaves here unverified.
record VerifiedKey(SigningKey key) {
  private static final byte[] PROOF =
      "Gridseal: this signature proves that a key signs, and nothing else\n".getBytes(US_ASCII);

  /// Has something signed, and checks what comes back.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  byte[] sign(byte[] content) {
    byte[] signature = key.sign(content);
    try {
      Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
      verifier.initVerify(key.publicKey());
      verifier.update(content);
      if (verifier.verify(signature)) {
        return signature;
      }
    } catch (GeneralSecurityException e) {
      throw new SigningException("the keeper of the key returned no signature", e);
    }
    throw new SigningException("the keeper of the key returned a signature that does not verify");
  }

  /// Signs a draft, reads the result back, and checks that it is the draft.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  /// @throws IllegalStateException if the draft has been signed before
  X509Certificate sign(Draft draft) {
    byte[] content = draft.spend();
    byte[] signature = sign(content);
    try {
      X509Certificate certificate =
          new RecordedDraft(draft.serialNumber(), content).signed(signature);
      if (!Arrays.equals(certificate.getTBSCertificate(), content)) {
        throw new IllegalStateException(
            "certificate " + draft.serialNumber() + " is not its draft");
      }
      return certificate;
    } catch (CertificateEncodingException e) {
      throw new SigningException("the signed certificate cannot be read back", e);
    }
  }

  /// Signs a sentence that no verifier would take for something.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  void prove() {
    sign(PROOF);
  }
}
