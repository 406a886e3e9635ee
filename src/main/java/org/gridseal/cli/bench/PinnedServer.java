package org.gridseal.cli.bench;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/// Believes one certificate and no other, without building a path: the load client must not spend
/// what it measures.
final class PinnedServer implements X509TrustManager {
  private final X509Certificate server;

  PinnedServer(X509Certificate server) {
    this.server = server;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    if (!server.equals(chain[0])) {
      throw new CertificateException("this is not the listener that was started");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw new CertificateException("this client listens to nobody");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
