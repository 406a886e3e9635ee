package org.gridseal.cli.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;

/// Enrolls devices over a fixed number of connections.
///
/// One thread, because it shares the processors with what it measures. It speaks TLS 1.2, as IEEE
/// 2030.5 devices do.
final class EstClient implements AutoCloseable {
  private static final int CONNECT_PATIENCE_MILLIS = 5_000;

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final SslContext tls;
  private final Handshakes handshakes = new Handshakes();
  private final int port;

  /// @param server what the listener must show
  EstClient(Listener listener, X509Certificate server, Fleet fleet) {
    this.port = listener.port();
    this.tls = context(listener, server, fleet, "TLSv1.2");
  }

  /// What a fleet speaks with a listener; it remembers sessions.
  static SslContext context(
      Listener listener, X509Certificate server, Fleet fleet, String protocol) {
    try {
      SslContextBuilder builder =
          listener
              .engine()
              .furnish(SslContextBuilder.forClient())
              .protocols(protocol)
              .trustManager(new PinnedServer(server))
              .keyManager(new FleetKeys(fleet))
              .endpointIdentificationAlgorithm("");
      if (!listener.suites().isEmpty()) {
        // As it is: Netty's own filter knows nothing of CCM_8.
        builder.ciphers(listener.suites(), IdentityCipherSuiteFilter.INSTANCE);
      }
      SslContext tls = builder.build();
      if (tls.sessionContext() instanceof OpenSslSessionContext sessions) {
        sessions.setSessionCacheEnabled(true);
      }
      return tls;
    } catch (SSLException e) {
      throw new IllegalStateException("this machine has no TLS", e);
    }
  }

  /// Counts from the making of this client on.
  Handshakes handshakes() {
    return handshakes;
  }

  /// Works with so many connections at once until there is no more work for any of them.
  ///
  /// @return completes when the last answer is there or lost
  CompletableFuture<Void> begin(Work work, int connections, Mode mode) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_PATIENCE_MILLIS)
            .remoteAddress("127.0.0.1", port);
    List<Lane> lanes =
        IntStream.range(0, connections)
            .mapToObj(number -> new Lane(number, bootstrap, tls, work, mode, handshakes))
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
