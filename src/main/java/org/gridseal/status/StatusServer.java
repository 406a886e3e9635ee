package org.gridseal.status;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gridseal.status.LogRoutes.Answer;

/// The status listener: plain HTTP/1.1, GET for everything and POST for OCSP.
@ApplicationScoped
public final class StatusServer {
  /// Octets of an OCSP request; one question needs about 100.
  private static final int MAXIMUM_BODY = 8 * 1024;

  private final Vertx vertx;
  private final StatusConfig config;
  private final StatusRoutes routes;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  public StatusServer(Vertx vertx, StatusConfig config, StatusRoutes routes) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
  }

  void start(@Observes StartupEvent event) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(config.port())
            .setIdleTimeout((int) config.idleTimeout().toSeconds())
            .setTcpNoDelay(true);
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::handle);
    server.listen().toCompletionStage().toCompletableFuture().join();
    Log.infof("status listener ready port=%d", config.port());
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
      Log.warn("status requests were still running when the service stopped");
    }
  }

  private void handle(HttpServerRequest request) {
    String path = pathOf(request);
    if (HttpMethod.POST.equals(request.method()) && path.equals("/ocsp")) {
      receive(request);
    } else if (HttpMethod.GET.equals(request.method())
        || HttpMethod.HEAD.equals(request.method())) {
      work(request, () -> routes.get(path));
    } else {
      request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
    }
  }

  private static String pathOf(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    try {
      // Base64 in a path has plus signs, which are no spaces there.
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private void receive(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() + part.length() > MAXIMUM_BODY) {
            request.response().setStatusCode(413).putHeader("Connection", "close").end();
            request.handler(rest -> {});
          } else {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        end -> {
          if (!request.response().ended()) {
            work(request, () -> routes.ocsp(body.getBytes()));
          }
        });
  }

  private void work(HttpServerRequest request, Supplier<Answer> question) {
    var loop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Optional<Answer> answer = ask(question);
          loop.runOnContext(run -> write(request, answer));
        });
  }

  private static Optional<Answer> ask(Supplier<Answer> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException e) {
      Log.error("status request failed", e);
      return Optional.empty();
    }
  }

  private static void write(HttpServerRequest request, Optional<Answer> answer) {
    var response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (answer.isEmpty()) {
      response.setStatusCode(503).putHeader("Retry-After", "10").end();
      return;
    }
    Answer found = answer.get();
    response
        .setStatusCode(found.status())
        .putHeader("Content-Type", found.contentType())
        .putHeader("Cache-Control", found.cacheControl())
        .putHeader("Content-Length", Integer.toString(found.body().length));
    if (HttpMethod.HEAD.equals(request.method())) {
      response.end();
    } else {
      response.end(Buffer.buffer(found.body()));
    }
  }
}
