package org.gridseal.est;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets every client finish its handshake that proves possession of the key of the certificate it
/// shows, and believes nothing else of that certificate.
///
/// Whether a root vouches for it is decided by `Credentials`, request by request (docs/decisions).
/// A client with an unknown certificate is then told so with a status and a sentence instead of a
/// broken handshake, and a new manufacturer root needs no new listener.
final class AnyProvenKey extends X509ExtendedTrustManager {
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authenticationType) {}

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authenticationType, SSLEngine engine) {}

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authenticationType, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authenticationType)
      throws CertificateException {
    throw new CertificateException("this listener calls nobody");
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authenticationType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authenticationType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authenticationType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authenticationType);
  }

  /// Names no authority in the certificate request, so that a client offers what it has.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
