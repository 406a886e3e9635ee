package org.gridseal.est;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gridseal.policy.Punctuality;

/// One request and its answer on a device listener. Everything but the work itself happens on the
/// connection's event loop.
final class EstExchange {
  /// Octets of a body: fifty times an honest request (issue of a limit: RFC 7030 names none).
  private static final int MAXIMUM_BODY = 64 * 1024;

  /// From here on a status says that we are at fault (RFC 9110 §15.6).
  private static final int SERVER_ERROR = 500;

  private final HttpServerRequest request;
  private final EstRoutes routes;
  private final Workroom workroom;
  private final WrongCodes wrongCodes;
  private final Punctuality punctuality;
  private final DeviceConnection connection;
  private final Wire wire;
  private final Buffer body = Buffer.buffer();

  /// Octets received, kept or not.
  private long received;

  /// What is known before the body is, and said when all of it has come.
  private Optional<Answer> early = Optional.empty();

  EstExchange(
      HttpServerRequest request,
      EstRoutes routes,
      Workroom workroom,
      WrongCodes wrongCodes,
      Punctuality punctuality) {
    this.request = request;
    this.routes = routes;
    this.workroom = workroom;
    this.wrongCodes = wrongCodes;
    this.punctuality = punctuality;
    this.connection = DeviceConnection.of(request);
    this.wire = new Wire(request, connection::answered);
  }

  void begin(Context loop) {
    connection.begun(() -> wire.writeLast(Answer.text(408, "the request took too long")));
    Framing framing = Framing.of(request);
    if (framing.fault().isPresent()) {
      wire.writeLast(framing.fault().get());
      return;
    }
    EstRoutes.Request head = head();
    early = routes.answerHead(head);
    if (framing.length() > MAXIMUM_BODY) {
      refuseSize(loop, head);
      return;
    }
    if (framing.awaitsLeave() && early.isPresent()) {
      // The body will not come (RFC 9110 §10.1.1), or it will and cannot be told from a request.
      wire.writeLast(early.get());
      return;
    }
    receive(loop, head, framing);
  }

  private void receive(Context loop, EstRoutes.Request head, Framing framing) {
    Consumer<Answer> end = framing.last() ? wire::writeLast : this::write;
    request.handler(part -> receive(part, loop, head));
    request.endHandler(
        complete -> {
          connection.received();
          early.ifPresentOrElse(
              end, () -> attempt(loop, head, () -> routes.answer(head, body.getBytes()), end));
        });
    if (framing.awaitsLeave()) {
      request.response().writeContinue();
    }
  }

  private void receive(Buffer part, Context loop, EstRoutes.Request head) {
    boolean wasFit = received <= MAXIMUM_BODY;
    received += part.length();
    if (received <= MAXIMUM_BODY) {
      if (early.isEmpty()) {
        body.appendBuffer(part);
      }
    } else if (wasFit) {
      refuseSize(loop, head);
    }
  }

  /// The rest of the body is not waited for.
  private void refuseSize(Context loop, EstRoutes.Request head) {
    request.endHandler(end -> {});
    if (early.isPresent()) {
      wire.writeLast(early.get());
    } else {
      attempt(loop, head, () -> routes.refuseOversized(head), wire::writeLast);
    }
  }

  /// Counts whoever comes with a code before it is looked at, and takes that back if it was right.
  private void attempt(
      Context loop, EstRoutes.Request head, Supplier<Answer> work, Consumer<Answer> end) {
    InetAddress peer = connection.peer();
    if (head.authorization().isEmpty()) {
      work(loop, work, end);
    } else if (wrongCodes.admits(peer)) {
      work(
          loop,
          work,
          answer -> {
            wrongCodes.learn(peer, answer);
            end.accept(answer);
          });
    } else {
      end.accept(WrongCodes.TOO_MANY);
    }
  }

  /// Has an answer made where blocking is allowed, and sent from the event loop.
  private void work(Context loop, Supplier<Answer> work, Consumer<Answer> end) {
    boolean taken =
        workroom.take(
            () -> {
              Answer answer = orFailure(work);
              punctuality.asked(answer.status() < SERVER_ERROR);
              loop.runOnContext(run -> end.accept(answer));
            });
    if (!taken) {
      punctuality.asked(false);
      String pause = Long.toString(workroom.pause().toSeconds());
      end.accept(Answer.text(503, "too much is asked for just now", "Retry-After", pause));
    }
  }

  private void write(Answer answer) {
    switch (answer.next()) {
      case STAYS -> wire.write(answer);
      case ENDS -> wire.writeLast(answer);
      case ENDS_WITH_ITS_SESSION -> {
        connection.forgetSession();
        wire.writeLast(answer);
      }
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

  private EstRoutes.Request head() {
    return new EstRoutes.Request(
        request.method().name(),
        Objects.requireNonNullElse(request.path(), ""),
        Optional.ofNullable(request.getHeader("Authorization")),
        Optional.ofNullable(request.getHeader("User-Agent")),
        connection.peerCertificates(),
        connection.channel());
  }

  /// Answers what is no request of HTTP/1.1, and closes the connection.
  static void refuseNonsense(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Answer answer =
        cause instanceof TooLongHttpLineException
            ? Answer.text(414, "the request line is longer than 2048 octets")
            : cause instanceof TooLongHttpHeaderException
                ? Answer.text(431, "the headers are longer than 8192 octets")
                : Answer.text(400, "this is no request of HTTP/1.1");
    new Wire(request, () -> {}).writeLast(answer);
  }
}
