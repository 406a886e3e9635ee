package org.gridseal.cli.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/// Asks a URL whether it answers already, trusting one CA and nobody else.
public final class Answers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client;

  /// @param roots a PEM file with the CA's certificate
  public Answers(Path roots) {
    this.client =
        HttpClient.newBuilder().sslContext(Trust.only(roots)).connectTimeout(PATIENCE).build();
  }

  /// Whether a GET is answered with 200. No answer at all is a no.
  public boolean ok(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
