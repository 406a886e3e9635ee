package org.gridseal.status;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridseal.authority.OcspRequest;
import org.gridseal.x509.MalformedException;

/// One request and its answer, on the event loop of its connection but for what has to wait.
final class StatusExchange {
  /// Octets of an OCSP request; one question needs about 100.
  private static final int MAXIMUM_BODY = 8 * 1024;

  /// RFC 9110 §5.6.7.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HttpServerRequest request;
  private final StatusRoutes routes;
  private final OcspRoutes ocsp;
  private final Bounds bounds;
  private final RequestClock clock;

  StatusExchange(HttpServerRequest request, StatusRoutes routes, OcspRoutes ocsp, Bounds bounds) {
    this.request = request;
    this.routes = routes;
    this.ocsp = ocsp;
    this.bounds = bounds;
    this.clock = RequestClock.of(request);
  }

  /// Answers on the event loop, when all of the request is here.
  void begin(Context loop) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    if (HttpMethod.POST.equals(request.method()) && path.equals(OcspRoutes.PATH)) {
      receive(loop);
    } else {
      whenReceived(() -> answer(loop, path));
    }
  }

  private void whenReceived(Runnable answer) {
    request.endHandler(
        end -> {
          clock.received();
          answer.run();
        });
  }

  private void answer(Context loop, String path) {
    if (!isFetched()) {
      end(request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD"));
    } else if (path.startsWith(OcspRoutes.PATH + "/")) {
      ask(loop, () -> OcspRoutes.inPath(path), true);
    } else {
      fetch(loop, decoded(path));
    }
  }

  private void end(HttpServerResponse response) {
    response.end();
    clock.answered();
  }

  private boolean isFetched() {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  private static String decoded(String path) {
    try {
      return path.indexOf('%') < 0
          ? path
          : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private void receive(Context loop) {
    Buffer body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() + part.length() > MAXIMUM_BODY) {
            request.response().setStatusCode(413).putHeader("Connection", "close").end();
            request.handler(rest -> {});
            request.endHandler(end -> {});
          } else {
            body.appendBuffer(part);
          }
        });
    whenReceived(() -> ask(loop, () -> OcspRoutes.posted(body.getBytes()), false));
  }

  private void ask(Context loop, Supplier<OcspRequest> source, boolean isGet) {
    OcspRequest question;
    try {
      question = source.get();
    } catch (MalformedException e) {
      write(OcspRoutes.malformed());
      return;
    }
    Optional<Answer> ready = ocsp.atOnce(question, isGet);
    if (ready.isPresent()) {
      write(ready.get());
    } else if (!bounds.signatures().take(peer())) {
      write(ocsp.withoutSigning(question));
    } else if (!work(bounds.answers(), loop, () -> ocsp.answer(question, isGet))) {
      write(OcspRoutes.tryLater());
    }
  }

  private InetAddress peer() {
    return InetAddress.ofLiteral(request.remoteAddress().hostAddress());
  }

  private void fetch(Context loop, String path) {
    Optional<Answer> ready = routes.atOnce(path);
    if (ready.isPresent()) {
      write(ready.get());
    } else if (!work(bounds.fetches(), loop, () -> routes.get(path))) {
      unavailable();
    }
  }

  private boolean work(Room room, Context loop, Supplier<Answer> question) {
    return room.take(
        () -> {
          Optional<Answer> answer = answered(question);
          loop.runOnContext(run -> answer.ifPresentOrElse(this::write, this::unavailable));
        });
  }

  private static Optional<Answer> answered(Supplier<Answer> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException e) {
      Log.error("status request failed", e);
      return Optional.empty();
    }
  }

  private void unavailable() {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      end(response.setStatusCode(503).putHeader("Retry-After", "10"));
    }
  }

  private void write(Answer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Answer.Caching caching = answer.caching();
    response.putHeader("Cache-Control", caching.control());
    caching.tag().ifPresent(tag -> response.putHeader("ETag", tag));
    caching.modified().ifPresent(at -> response.putHeader("Last-Modified", HTTP_DATE.format(at)));
    caching.expires().ifPresent(at -> response.putHeader("Expires", HTTP_DATE.format(at)));
    if (isFetched() && caching.isHeld(header("If-None-Match"), since())) {
      end(response.setStatusCode(304));
      return;
    }
    response.setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType());
    if (HttpMethod.HEAD.equals(request.method())) {
      end(response.putHeader("Content-Length", Long.toString(octetsOf(answer))));
    } else {
      bring(answer, response);
    }
  }

  private static long octetsOf(Answer answer) {
    return switch (answer) {
      case Answer.Octets octets -> octets.body().length;
      case Answer.Content content -> content.octets();
    };
  }

  private void bring(Answer answer, HttpServerResponse response) {
    switch (answer) {
      case Answer.Octets octets -> {
        response.end(Buffer.buffer(octets.body()));
        clock.answered();
      }
      // Opened before this returns; removed files stay readable for who has them open.
      case Answer.Content content ->
          response
              .sendFile(content.file().toString())
              .onSuccess(sent -> clock.answered())
              .onFailure(
                  e -> {
                    Log.warnf("a list was not sent: %s", e.getMessage());
                    // Half an answer is worse than none, and an open end the worst.
                    request.connection().close();
                  });
    }
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  private Optional<Instant> since() {
    try {
      return header("If-Modified-Since").map(text -> Instant.from(HTTP_DATE.parse(text)));
    } catch (DateTimeParseException e) {
      // A date that is none is to be ignored (RFC 9110 §13.1.3).
      return Optional.empty();
    }
  }
}
