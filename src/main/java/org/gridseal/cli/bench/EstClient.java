package org.gridseal.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;

/// Enrolls as many devices as it can over a fixed number of connections.
///
/// One thread and BoringSSL, because it shares the processors with what it measures. It speaks TLS
/// 1.2, as IEEE 2030.5 devices do, and never resumes a session.
final class EstClient implements AutoCloseable {
  private static final int CONNECT_PATIENCE_MILLIS = 5_000;

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final SslContext tls;
  private final int port;

  /// @param server what the listener must show
  EstClient(int port, X509Certificate server, Fleet fleet) {
    this.port = port;
    try {
      this.tls =
          SslContextBuilder.forClient()
              .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
              .protocols("TLSv1.2")
              .trustManager(new PinnedServer(server))
              .keyManager(new FleetKeys(fleet))
              .endpointIdentificationAlgorithm("")
              .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this machine has no TLS", e);
    }
  }

  /// Works with so many connections at once until there is no more work for any of them.
  ///
  /// @param keptAlive whether a connection carries many requests, or each has its own handshake
  /// @return completes when the last answer is there or lost
  CompletableFuture<Void> begin(Work work, int connections, boolean keptAlive) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_PATIENCE_MILLIS)
            .remoteAddress("127.0.0.1", port);
    List<Lane> lanes =
        IntStream.range(0, connections)
            .mapToObj(number -> new Lane(number, bootstrap, tls, work, keptAlive))
            .toList();
    lanes.forEach(lane -> loop.execute(lane::proceed));
    return CompletableFuture.allOf(
        lanes.stream().map(Lane::done).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
