package org.gridseal.est;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// The certificate and key that devices are shown, as they stand in two files now. A pair that does
/// not fit together, or that no suite of ours can use, is never handed out.
final class ServerIdentity {
  private static final byte[] PROBE = {1, 2, 3};

  private final EstConfig.ServerKey files;
  private byte[] certificate = {};
  private byte[] key = {};

  ServerIdentity(EstConfig.ServerKey files) {
    this.files = files;
  }

  /// Reads the files. Blocks for the disk.
  ///
  /// @return empty if they are what they were at the last call that returned
  /// @throws IOException if they cannot be read or used; they are read again at the next call
  Optional<PemKeyCertOptions> changed(Vertx vertx) throws IOException {
    try {
      byte[] newCertificate = Files.readAllBytes(files.certificate());
      byte[] newKey = Files.readAllBytes(files.key());
      if (Arrays.equals(newCertificate, certificate) && Arrays.equals(newKey, key)) {
        return Optional.empty();
      }
      PemKeyCertOptions pair =
          new PemKeyCertOptions()
              .setCertValue(Buffer.buffer(newCertificate))
              .setKeyValue(Buffer.buffer(newKey));
      requireFit(pair, Pem.certificates(newCertificate).getFirst(), vertx);
      certificate = newCertificate;
      key = newKey;
      return Optional.of(pair);
    } catch (MalformedException e) {
      throw new IOException(files.certificate() + " holds no certificate", e);
    }
  }

  /// The serial number of the certificate that was last handed out, in hexadecimal digits.
  String serialNumber() {
    return Pem.certificates(certificate).getFirst().getSerialNumber().toString(16);
  }

  private void requireFit(PemKeyCertOptions pair, X509Certificate shown, Vertx vertx)
      throws IOException {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keyOf(pair, vertx));
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(shown.getPublicKey());
      signature.update(PROBE);
      if (!signature.verify(signed)) {
        throw new IOException(files.key() + " is not the key of " + files.certificate());
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(files.key() + " is no EC key that can be used", e);
    }
  }

  private static PrivateKey keyOf(PemKeyCertOptions pair, Vertx vertx)
      throws GeneralSecurityException {
    try {
      X509KeyManager keys = (X509KeyManager) pair.getKeyManagerFactory(vertx).getKeyManagers()[0];
      String alias = Objects.requireNonNull(keys.getServerAliases("EC", null), "no EC key")[0];
      return keys.getPrivateKey(alias);
    } catch (GeneralSecurityException e) {
      throw e;
    } catch (Exception e) {
      // Vert.x declares no less.
      throw new GeneralSecurityException(e);
    }
  }
}
