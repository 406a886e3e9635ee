package org.gridseal.est;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.gridseal.enrollment.Channel;

/// One request and its answer on the device listener. Everything but the work itself happens on the
/// connection's event loop.
final class EstExchange {
  /// Octets of a body: fifty times an honest request (issue of a limit: RFC 7030 names none).
  private static final int MAXIMUM_BODY = 64 * 1024;

  private final HttpServerRequest request;
  private final EstRoutes routes;
  private final Executor workers;
  private final Duration timeout;
  private final Buffer body = Buffer.buffer();

  /// Only the event loop looks at it.
  private boolean oversized;

  EstExchange(HttpServerRequest request, EstRoutes routes, Executor workers, Duration timeout) {
    this.request = request;
    this.routes = routes;
    this.workers = workers;
    this.timeout = timeout;
  }

  void begin(Vertx vertx) {
    if (request.getHeader("Cookie") != null) {
      finishEarly(Answer.text(400, "cookies are not accepted here"));
      return;
    }
    EstRoutes.Request head = head();
    Optional<Answer> early = routes.answerHead(head);
    if (early.isPresent()) {
      finishEarly(early.get());
      return;
    }
    Context loop = vertx.getOrCreateContext();
    if (declaredLength() > MAXIMUM_BODY) {
      refuseSize(loop, head);
      return;
    }
    long timer =
        vertx.setTimer(
            timeout.toMillis(), late -> finishEarly(Answer.text(408, "the request took too long")));
    request.handler(part -> receive(part, loop, head));
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (!oversized) {
            work(loop, () -> routes.answer(head, body.getBytes()), this::write);
          }
        });
    request.exceptionHandler(broken -> vertx.cancelTimer(timer));
  }

  private EstRoutes.Request head() {
    return new EstRoutes.Request(
        request.method().name(),
        Objects.requireNonNullElse(request.path(), ""),
        Optional.ofNullable(request.getHeader("Authorization")),
        Optional.ofNullable(request.getHeader("User-Agent")),
        chain(),
        channel());
  }

  private Channel channel() {
    SSLSession session = request.sslSession();
    return new Channel(
        "device",
        session.getProtocol(),
        session.getCipherSuite(),
        false,
        Instant.ofEpochMilli(session.getCreationTime()),
        Optional.empty());
  }

  private List<X509Certificate> chain() {
    SSLSession session = request.sslSession();
    try {
      Certificate[] certificates = session.getPeerCertificates();
      return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      // The client showed none, which is its right.
      return List.of();
    }
  }

  private long declaredLength() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void receive(Buffer part, Context loop, EstRoutes.Request head) {
    if (oversized || request.response().ended()) {
      return;
    }
    if (body.length() + part.length() > MAXIMUM_BODY) {
      refuseSize(loop, head);
      return;
    }
    body.appendBuffer(part);
  }

  private void refuseSize(Context loop, EstRoutes.Request head) {
    oversized = true;
    work(loop, () -> routes.refuseOversized(head), this::finishEarly);
  }

  /// Has an answer made where blocking is allowed, and sent from the event loop.
  private void work(Context loop, Supplier<Answer> work, Consumer<Answer> end) {
    if (request.response().ended()) {
      return;
    }
    try {
      workers.execute(
          () -> {
            Answer answer = orFailure(work);
            loop.runOnContext(run -> end.accept(answer));
          });
    } catch (RejectedExecutionException e) {
      write(Answer.text(503, "the service is stopping", "Retry-After", "10"));
    }
  }

  private static Answer orFailure(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      Log.error("enrollment failed", e);
      return Answer.text(
          500, "the service failed; nothing was issued or the same request finds it");
    }
  }

  /// Answers without having read the whole request, so nothing else can come over this connection
  /// unless there is no body to come.
  private void finishEarly(Answer answer) {
    if (request.response().ended()) {
      return;
    }
    if (!request.isEnded() && declaredLength() > 0) {
      request.response().putHeader("Connection", "close");
      request.response().endHandler(end -> request.connection().close());
    }
    write(answer);
  }

  private void write(Answer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    // Names in title case and a length, never chunks: libest takes nothing else.
    byte[] content = answer.body().bytes();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Content-Length", Integer.toString(content.length));
    response.end(Buffer.buffer(content));
  }
}
