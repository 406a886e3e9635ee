package org.gridseal.est;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/// How a request says where its body ends, and whether it may go on at all (RFC 9112 §3.2, §6).
///
/// @param fault what is wrong with the head, whatever it asks for
/// @param length octets of the body as declared; 0 if there is none, or if it comes in chunks
/// @param last whether nothing may follow on this connection: netty drops the length of a body that
///   has one and comes in chunks as well, after which a server must close (RFC 9112 §6.3)
/// @param awaitsLeave whether the client sends its body only when told to (RFC 9110 §10.1.1)
record Framing(Optional<Answer> fault, long length, boolean last, boolean awaitsLeave) {
  static Framing of(HttpServerRequest request) {
    return new Framing(
        faultOf(request), lengthOf(request), !codingsOf(request).isEmpty(), awaitsLeave(request));
  }

  private static Optional<Answer> faultOf(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    List<String> codings = codingsOf(request);
    if (hosts.size() > 1 || (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1)) {
      return Optional.of(Answer.text(400, "send one Host header"));
    }
    if (!codings.isEmpty() && !isChunked(codings)) {
      return Optional.of(Answer.text(501, "the only transfer coding known here is chunked"));
    }
    if (request.getHeader("Cookie") != null) {
      return Optional.of(Answer.text(400, "cookies are not accepted here"));
    }
    return Optional.empty();
  }

  private static List<String> codingsOf(HttpServerRequest request) {
    return request.headers().getAll("Transfer-Encoding");
  }

  private static boolean isChunked(List<String> codings) {
    return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
  }

  /// Netty has found the number to be one.
  private static long lengthOf(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean awaitsLeave(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
  }
}
