package org.gridseal.keeper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.gridseal.authority.SigningException;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// The connection to Vault: TLS that is always verified, kept alive between requests.
///
/// Redirects are not followed, since our token would go along; a standby node of Vault forwards by
/// itself.
final class VaultTls {
  private VaultTls() {}

  /// @throws SigningException if the file of the CA cannot be used
  static HttpClient client(VaultServer server) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(server.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    server.caFile().ifPresent(file -> builder.sslContext(trusting(file)));
    return builder.build();
  }

  private static SSLContext trusting(Path caFile) {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (X509Certificate anchor : Pem.certificates(Files.readAllBytes(caFile))) {
        anchors.setCertificateEntry("ca-" + anchors.size(), anchor);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException | MalformedException e) {
      throw new SigningException("the file of Vault's CA, " + caFile + ", cannot be used", e);
    }
  }
}
