package org.gridseal.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridseal.cli.wan.Line;
import org.jspecify.annotations.Nullable;

/// One device at the far end of a line, which asks a listener for the CA certificates (RFC 7030
/// §4.1) again and again: over a new connection or over the one it has.
// What fails arrives at exceptionCaught; channels are compared by identity.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"})
final class SessionClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;
  private static final int MAXIMUM_ANSWER = 64 * 1024;

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final Line line;
  private final int port;
  private final SslContext tls;
  private volatile @Nullable Channel channel;
  private volatile CompletableFuture<Exchange> current = new CompletableFuture<>();
  private long begun;
  private long firstByte;
  private int sent;
  private int received;
  private List<Integer> shown = List.of();

  /// @param tls what the device speaks, with its certificate and its memory of sessions
  SessionClient(Line line, int port, SslContext tls) {
    this.line = line;
    this.port = port;
    this.tls = tls;
  }

  /// A question and its answer.
  ///
  /// @param firstByte from the moment before the first packet to the answer's first octet
  /// @param asked octets of HTTP
  /// @param answered octets of HTTP
  record Exchange(Duration firstByte, int asked, int answered) {}

  /// Asks, over the open connection if there is one.
  Exchange exchange() {
    current = new CompletableFuture<>();
    firstByte = 0;
    sent = 0;
    received = 0;
    begun = System.nanoTime();
    Channel open = channel;
    if (open == null) {
      channel = connect();
    } else {
      open.writeAndFlush(question());
    }
    try {
      return current.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new FailedBenchException("a device got no answer over the line: " + e.getMessage(), e);
    }
  }

  /// Octets of the certificates that the listener showed at the last handshake.
  List<Integer> shown() {
    return shown;
  }

  private static List<Integer> sizes(Certificate[] chain) throws CertificateEncodingException {
    List<Integer> sizes = new ArrayList<>();
    for (Certificate certificate : chain) {
      sizes.add(certificate.getEncoded().length);
    }
    return sizes;
  }

  /// Says goodbye, and returns when the connection is closed at this end.
  void hangUp() {
    Channel open = channel;
    if (open != null) {
      channel = null;
      open.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    hangUp();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /// The socket is made by the calling thread, and is where that is.
  private Channel connect() {
    return line.atFarEnd(
        () ->
            new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                    new ChannelInitializer<>() {
                      @Override
                      protected void initChannel(Channel fresh) {
                        furnish(fresh);
                      }
                    })
                .connect(new InetSocketAddress(line.address(), port))
                .channel());
  }

  private void furnish(Channel fresh) {
    SslHandler secured = tls.newHandler(fresh.alloc(), "localhost", FleetKeys.port(0));
    secured.setHandshakeTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    secured
        .handshakeFuture()
        .addListener(
            result -> {
              if (result.isSuccess()) {
                shown = sizes(secured.engine().getSession().getPeerCertificates());
                fresh.writeAndFlush(question());
              }
            });
    fresh
        .pipeline()
        .addLast(secured)
        .addLast(new Count())
        .addLast(new HttpClientCodec())
        .addLast(new HttpObjectAggregator(MAXIMUM_ANSWER))
        .addLast(new Answers());
  }

  private static FullHttpRequest question() {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/.well-known/est/cacerts");
    request.headers().set(HttpHeaderNames.HOST, "localhost");
    return request;
  }

  /// Sees the octets between TLS and HTTP.
  private final class Count extends ChannelDuplexHandler {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (received == 0) {
        firstByte = System.nanoTime();
      }
      received += ((ByteBuf) bytes).readableBytes();
      context.fireChannelRead(bytes);
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
      sent += ((ByteBuf) bytes).readableBytes();
      context.write(bytes, promise);
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (response.status().code() == 200) {
        current.complete(new Exchange(Duration.ofNanos(firstByte - begun), sent, received));
      } else {
        current.completeExceptionally(
            new FailedBenchException("the answer is " + response.status()));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(context, new FailedBenchException("the connection was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(context, cause);
      context.close();
    }

    /// What becomes of a connection after its end is nobody's concern.
    private void fail(ChannelHandlerContext context, Throwable cause) {
      if (context.channel() == channel) {
        current.completeExceptionally(cause);
      }
    }
  }
}
