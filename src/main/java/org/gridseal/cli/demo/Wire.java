package org.gridseal.cli.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An HTTPS client that trusts one root, and may show a certificate of its own.
final class Wire implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final char[] NO_PASSWORD = new char[0];

  private final HttpClient client;

  private Wire(X509Certificate root, KeyManager[] own) {
    try {
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry("root", root);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      this.client = HttpClient.newBuilder().sslContext(context).connectTimeout(PATIENCE).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  static Wire anonymous(X509Certificate root) {
    return new Wire(root, new KeyManager[0]);
  }

  static Wire showing(X509Certificate root, List<X509Certificate> chain, PrivateKey key) {
    try {
      KeyStore own = emptyStore();
      own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, NO_PASSWORD);
      return new Wire(root, keys.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("an empty store is read from nowhere", e);
    }
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new FailedStepException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedStepException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
