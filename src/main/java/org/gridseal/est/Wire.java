package org.gridseal.est;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// Writes one answer as the strictest of clients needs it: names of headers in title case, a
/// length, never chunks (libest takes nothing else). A second answer is not written.
final class Wire {
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Runnable written;

  /// @param written told when the answer is on its way
  Wire(HttpServerRequest request, Runnable written) {
    this.request = request;
    this.response = request.response();
    this.written = written;
  }

  void write(Answer answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    byte[] content = answer.body().bytes();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Content-Length", Integer.toString(content.length));
    // Vert.x has a last word on the connection, in lower case.
    response.headersEndHandler(end -> inTitleCase("Connection"));
    response.end(Buffer.buffer(content));
    written.run();
  }

  /// Writes an answer after which nothing can come over this connection, for what is left of the
  /// request has not been read.
  void writeLast(Answer answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.putHeader("Connection", "close");
    response.endHandler(end -> request.connection().close());
    write(answer);
  }

  private void inTitleCase(String name) {
    String value = response.headers().get(name);
    if (value != null) {
      response.headers().remove(name);
      response.putHeader(name, value);
    }
  }
}
