package org.gridseal.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One request after the other, over one connection or over a new one each. Lives on the event
/// loop's thread.
// What fails arrives at exceptionCaught; channels are compared by identity.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class Lane {
  private static final int MAXIMUM_ANSWER = 64 * 1024;
  private static final int ANSWER_PATIENCE_SECONDS = 30;

  /// A service that is being started again is not hammered meanwhile.
  private static final int PAUSE_MILLIS = 20;

  private final int number;
  private final Bootstrap bootstrap;
  private final SslContext tls;
  private final Work work;
  private final Mode mode;
  private final Handshakes handshakes;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private @Nullable Channel channel;
  private Fleet.@Nullable Request current;
  private long begin;

  Lane(
      int number,
      Bootstrap bootstrap,
      SslContext tls,
      Work work,
      Mode mode,
      Handshakes handshakes) {
    this.number = number;
    this.bootstrap = bootstrap;
    this.tls = tls;
    this.work = work;
    this.mode = mode;
    this.handshakes = handshakes;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  /// Takes the next request, or ends.
  void proceed() {
    Optional<Work.Turn> next = work.next(number);
    if (next.isEmpty()) {
      hangUp();
      done.complete(null);
      return;
    }
    long early = next.get().due() - System.nanoTime();
    if (early > 0) {
      loop().schedule(() -> start(next.get()), early, TimeUnit.NANOSECONDS);
    } else {
      start(next.get());
    }
  }

  private void start(Work.Turn turn) {
    current = turn.request();
    begin = turn.due();
    if (channel != null && channel.isActive()) {
      send(channel, turn.request());
    } else {
      connect(turn.request());
    }
  }

  private EventLoopGroup loop() {
    return bootstrap.config().group();
  }

  private void connect(Fleet.Request request) {
    ChannelFuture connecting =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    furnish(fresh, request);
                  }
                })
            .connect();
    channel = connecting.channel();
    connecting.addListener(
        result -> {
          if (result.isSuccess()) {
            send(connecting.channel(), request);
          } else {
            lose(connecting.channel(), result.cause());
          }
        });
  }

  private void furnish(Channel fresh, Fleet.Request request) {
    fresh
        .pipeline()
        .addLast(secured(fresh, request.device()))
        .addLast(new ReadTimeoutHandler(ANSWER_PATIENCE_SECONDS, TimeUnit.SECONDS))
        .addLast(new HttpClientCodec())
        .addLast(new HttpObjectAggregator(MAXIMUM_ANSWER))
        .addLast(new Answers());
  }

  private SslHandler secured(Channel fresh, int device) {
    SslHandler handler = tls.newHandler(fresh.alloc(), "localhost", FleetKeys.port(device));
    handler
        .handshakeFuture()
        .addListener(
            result -> {
              if (result.isSuccess()) {
                begun(device, handler.engine().getSession());
              }
            });
    return handler;
  }

  private void begun(int device, SSLSession session) {
    handshakes.completed(device, session.getId());
    if (mode != Mode.RESUMED) {
      // Or the next connection of the same device would be spared its handshake.
      session.invalidate();
    }
  }

  private static void send(Channel channel, Fleet.Request request) {
    ByteBuf body = Unpooled.wrappedBuffer(request.bytes());
    var message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/.well-known/est/simpleenroll", body);
    message
        .headers()
        .set(HttpHeaderNames.HOST, "localhost")
        .set(HttpHeaderNames.CONTENT_TYPE, "application/pkcs10")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    channel.writeAndFlush(message, channel.voidPromise());
  }

  private void receive(FullHttpResponse response) {
    Fleet.Request request = current;
    if (request == null) {
      return;
    }
    current = null;
    long nanos = System.nanoTime() - begin;
    if (!mode.keepsAlive()) {
      hangUp();
    }
    work.answered(
        request, response.status().code(), ByteBufUtil.getBytes(response.content()), nanos);
    proceed();
  }

  private void hangUp() {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /// A connection broke; it is news only if it was ours and something was under way.
  private void lose(Channel broken, @Nullable Throwable why) {
    Fleet.Request request = current;
    if (broken != channel || request == null) {
      return;
    }
    current = null;
    hangUp();
    work.lost(request, why == null ? new IOException("the connection was closed") : why);
    broken.eventLoop().schedule(this::proceed, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// What comes back over one connection.
  private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      receive(response);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      lose(context.channel(), null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      lose(context.channel(), cause);
      context.close();
    }
  }
}
