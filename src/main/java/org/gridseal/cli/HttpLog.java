package org.gridseal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.gridseal.audit.LogSource;
import org.jspecify.annotations.Nullable;

/// A log on its server.
final class HttpLog implements LogSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final URI address;
  private final @Nullable String token;
  private final HttpClient client;

  /// @param tokenFile whose content is sent as a bearer token (RFC 6750 §2.1), if given
  /// @param caFile PEM certificates to trust instead of those of the platform, if given
  HttpLog(URI address, @Nullable Path tokenFile, @Nullable Path caFile) throws IOException {
    String text = address.toString();
    this.address = text.endsWith("/") ? address : URI.create(text + "/");
    this.token = tokenFile == null ? null : Files.readString(tokenFile).strip();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (caFile != null) {
      builder.sslContext(trusting(caFile));
    }
    this.client = builder.build();
  }

  @Override
  public Optional<byte[]> read(String path, int maximum) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      return switch (response.statusCode()) {
        case OK -> Optional.of(FolderLog.atMost(plain(response, body), maximum, path));
        case NOT_FOUND -> Optional.empty();
        default -> throw new IOException(path + ": the server says " + response.statusCode());
      };
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Bundles may come compressed without being asked for (C2SP tlog-tiles, "Log Entries").
  private static InputStream plain(HttpResponse<?> response, InputStream body) throws IOException {
    boolean compressed =
        response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    return compressed ? new GZIPInputStream(body) : body;
  }

  private static SSLContext trusting(Path caFile) throws IOException {
    try (InputStream in = Files.newInputStream(caFile)) {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("anchor-" + anchors.size(), anchor);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificates can be read from " + caFile, e);
    }
  }
}
