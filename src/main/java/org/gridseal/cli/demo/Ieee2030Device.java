package org.gridseal.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.Pem;

/// A device as IEEE 2030.5 wants it: TLS 1.2 with ECDHE-ECDSA-AES128-CCM8, and requests that are
/// tied to their connection (RFC 7030 §3.5).
///
/// @param listener the listener for such devices
/// @param serverRoot whom the device trusts
/// @param made the device, as it left the factory
record Ieee2030Device(URI listener, X509Certificate serverRoot, FakeManufacturer.Device made) {
  private static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8";
  private static final int PATIENCE_MILLIS = 30_000;

  /// Enrolls and reads the certificate out of the answer.
  X509Certificate certificate(KeyPair wanted) {
    try (SSLSocket socket = connected()) {
      String binding = Base64.getEncoder().encodeToString(tlsUnique(socket));
      send(socket, CertificationRequest.write(wanted, Optional.of(binding)));
      return Pem.certificates(Base64.getMimeDecoder().decode(answer(socket.getInputStream())))
          .getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle has this suite", e);
    }
  }

  private SSLSocket connected() throws IOException, GeneralSecurityException {
    Provider provider =
        new BouncyCastleJsseProvider(
            false, new JcaTlsCryptoProvider().setProvider(new BouncyCastleProvider()));
    SSLContext context = SSLContext.getInstance("TLSv1.2", provider);
    context.init(keys(provider).getKeyManagers(), trust(provider).getTrustManagers(), null);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", listener.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setCipherSuites(new String[] {SUITE});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private KeyManagerFactory keys(Provider provider) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry(
        "device",
        made.keys().getPrivate(),
        new char[0],
        new X509Certificate[] {made.certificate()});
    var factory = KeyManagerFactory.getInstance("PKIX", provider);
    factory.init(store, new char[0]);
    return factory;
  }

  private TrustManagerFactory trust(Provider provider)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("root", serverRoot);
    var factory = TrustManagerFactory.getInstance("PKIX", provider);
    factory.init(store);
    return factory;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static byte[] tlsUnique(SSLSocket socket) {
    return Objects.requireNonNull(
        ((BCSSLSocket) socket).getConnection().getChannelBinding("tls-unique"));
  }

  private static void send(SSLSocket socket, byte[] request) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(request) + "\n";
    String message =
        "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/pkcs10\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(body.length(), body);
    socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
  }

  /// @return the body
  private static String answer(InputStream in) throws IOException {
    String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    int body = answer.indexOf("\r\n\r\n") + 4;
    if (!answer.startsWith("HTTP/1.1 200 ")) {
      throw new FailedStepException("expected 200, got " + answer.substring(9));
    }
    return answer.substring(body);
  }
}
