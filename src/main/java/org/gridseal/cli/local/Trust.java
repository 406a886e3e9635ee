package org.gridseal.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom our own clients on this machine believe.
final class Trust {
  private Trust() {}

  /// TLS that trusts the certificates of a PEM file and no other.
  ///
  /// @throws CannotStartException if the file cannot be read
  static SSLContext only(Path roots) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(roots));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotStartException("cannot read the CA's certificate " + roots, e);
    }
  }

  private static KeyStore store(Path roots) throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(roots)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("root" + number++, root);
      }
      return store;
    }
  }
}
