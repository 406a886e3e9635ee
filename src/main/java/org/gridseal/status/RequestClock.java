package org.gridseal.status;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection on which a request does not come in whole within its time, however steadily
/// it trickles: from its first octet, and the first one from the moment that the peer connected.
///
/// Used on the connection's event loop alone.
final class RequestClock extends ChannelInboundHandlerAdapter {
  private final Duration patience;
  private @Nullable ScheduledFuture<?> running;

  /// Octets have come of a request that is not whole.
  private boolean begun;

  /// Between a request's last octet and its answer time is ours, not the peer's.
  private boolean working;

  RequestClock(Duration patience) {
    this.patience = patience;
  }

  /// Watches over a connection that was just accepted.
  static void watch(HttpConnection connection, Duration patience) {
    ((HttpServerConnection) connection).channel().pipeline().addFirst(new RequestClock(patience));
  }

  /// That of the connection which a request came over.
  static RequestClock of(HttpServerRequest request) {
    return Objects.requireNonNull(
        ((HttpServerConnection) request.connection()).channel().pipeline().get(RequestClock.class));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    start(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object octets) {
    begun = !working;
    context.fireChannelRead(octets);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    // Only now, because most requests come whole, and need no clock.
    if (begun) {
      start(context);
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  /// The whole request is here.
  void received() {
    stop();
    begun = false;
    working = true;
  }

  /// The request is answered, so the next one may come.
  void answered() {
    working = false;
  }

  private void start(ChannelHandlerContext context) {
    if (running == null) {
      running =
          context
              .executor()
              .schedule(() -> end(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell
  private static void end(ChannelHandlerContext context) {
    context.close();
  }

  private void stop() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }
}
