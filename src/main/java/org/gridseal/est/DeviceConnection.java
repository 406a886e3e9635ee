package org.gridseal.est;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.gridseal.enrollment.Channel;
import org.gridseal.network.AddressRange;
import org.jspecify.annotations.Nullable;

/// One connection of a device, where its bytes first arrive: it is counted before a handshake costs
/// anything, and each request on it has a time within which it must have come in whole, however
/// steadily it trickles.
///
/// Used on the connection's event loop alone.
final class DeviceConnection extends SslHandler {
  private final Terms terms;
  private Instant accepted = Instant.MAX;
  private @Nullable InetAddress peer;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Channel channel;
  private @Nullable ScheduledFuture<?> clock;
  private @Nullable Runnable whenLate;

  /// Between the last byte of a request and its answer time is ours, not the client's.
  private boolean working;

  /// Whoever is at the other end is let in no more.
  private boolean ending;

  DeviceConnection(SSLEngine engine, boolean startTls, Executor tasks, Terms terms) {
    super(engine, startTls, tasks);
    this.terms = terms;
  }

  /// What holds for every connection of a listener.
  ///
  /// @param listener its name, as [Channel] knows it
  /// @param visits where it is known as long as it is open
  /// @param proxies those whose word is taken for where a connection comes from; they must give it
  /// @param requestTimeout from a request's first byte to its last
  record Terms(
      String listener,
      TlsEngine engine,
      Crowd crowd,
      Visits visits,
      List<AddressRange> proxies,
      Duration requestTimeout,
      InstantSource time) {}

  /// The connection that a request came over.
  static DeviceConnection of(HttpServerRequest request) {
    io.netty.channel.Channel bytes = ((HttpServerConnection) request.connection()).channel();
    return Objects.requireNonNull(bytes.pipeline().get(DeviceConnection.class));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    this.context = context;
    accepted = terms.time().instant();
    super.handlerAdded(context);
    InetAddress next = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
    if (terms.proxies().stream().anyMatch(range -> range.contains(next))) {
      ProxyHeader.expect(context, next, this::comesFrom);
    } else {
      comesFrom(next);
    }
    handshakeFuture()
        .addListener(
            handshake -> {
              if (handshake.isSuccess()) {
                enter(context);
              }
            });
  }

  private void comesFrom(InetAddress address) {
    ChannelHandlerContext here = Objects.requireNonNull(context);
    peer = address;
    if (terms.crowd().enter(address)) {
      here.channel().closeFuture().addListener(closed -> terms.crowd().leave(address));
    } else {
      // Beside TLS, which has not begun.
      drop(here);
    }
  }

  /// From now on somebody may want this connection to end because of who is at its other end.
  private void enter(ChannelHandlerContext context) {
    if (peerCertificates().isEmpty()) {
      return;
    }
    var visit =
        new Visit(
            peerCertificates().getFirst(),
            accepted,
            () -> context.executor().execute(() -> end(context)));
    terms.visits().enter(visit);
    context.channel().closeFuture().addListener(closed -> terms.visits().leave(visit));
  }

  /// What the client has shown, its own certificate first; nothing if it showed none, which is its
  /// right.
  List<X509Certificate> peerCertificates() {
    try {
      return Arrays.stream(engine().getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  /// Says goodbye (close_notify, RFC 8446 §6.1) and closes; after the answer to a request that is
  /// being worked on, which may well say why.
  @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell
  private void end(ChannelHandlerContext context) {
    ending = true;
    if (!working && context.channel().isActive()) {
      forgetSession();
      context.channel().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    if (!working && handshakeFuture().isSuccess()) {
      startClock(context);
    }
    super.channelRead(context, bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stopClock();
    super.channelInactive(context);
  }

  private void startClock(ChannelHandlerContext context) {
    if (clock == null) {
      long patience = terms.requestTimeout().toMillis();
      clock = context.executor().schedule(() -> late(context), patience, TimeUnit.MILLISECONDS);
    }
  }

  private void late(ChannelHandlerContext context) {
    clock = null;
    if (whenLate == null) {
      // There is not even a head, so there is nothing to answer.
      drop(context);
    } else {
      whenLate.run();
    }
  }

  /// Closes the socket below TLS, which has nothing more to say.
  @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell
  private static void drop(ChannelHandlerContext context) {
    context.close();
  }

  /// A request's head is here.
  ///
  /// @param answer what to do when the rest of it does not come in time
  void begun(Runnable answer) {
    whenLate = answer;
    // It runs already, unless the head came together with the end of the handshake.
    startClock(Objects.requireNonNull(context));
  }

  /// The whole request is here.
  void received() {
    stopClock();
    working = true;
  }

  /// The request is answered, so the next one may come.
  void answered() {
    stopClock();
    whenLate = null;
    working = false;
    if (ending) {
      end(Objects.requireNonNull(context));
    }
  }

  private void stopClock() {
    if (clock != null) {
      clock.cancel(false);
      clock = null;
    }
  }

  /// Sees to it that nobody resumes this connection's session: the next handshake is a full one.
  void forgetSession() {
    engine().getSession().invalidate();
  }

  /// Who is at the other end.
  InetAddress peer() {
    return Objects.requireNonNull(peer, "no request comes before its connection is known");
  }

  /// What policy and log may know of this connection, whose handshake is over.
  Channel channel() {
    if (channel == null) {
      SSLSession session = engine().getSession();
      channel =
          new Channel(
              peer(),
              terms.listener(),
              session.getProtocol(),
              session.getCipherSuite(),
              terms.engine().isResumed(engine(), accepted),
              accepted,
              Instant.ofEpochMilli(session.getCreationTime()),
              terms.engine().binding(engine()));
    }
    return channel;
  }
}
