package org.gridseal.est;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.quarkus.logging.Log;
import java.net.InetAddress;
import java.util.function.Consumer;

/// What a proxy says of a connection before its first byte (PROXY protocol, version 2, of HAProxy).
/// A proxy that is trusted must say it: nobody can come through it and count as the proxy itself.
final class ProxyHeader extends ChannelInboundHandlerAdapter {
  /// Octets of what a proxy may add and nobody here reads.
  private static final int MOST_MORE = 1024;

  private final InetAddress proxy;
  private final Consumer<InetAddress> told;

  private ProxyHeader(InetAddress proxy, Consumer<InetAddress> told) {
    this.proxy = proxy;
    this.told = told;
  }

  /// Reads it off the wire before the handler of `context` sees anything.
  ///
  /// @param told once, where the connection comes from; never, if the proxy does not say it
  static void expect(ChannelHandlerContext context, InetAddress proxy, Consumer<InetAddress> told) {
    context
        .pipeline()
        .addBefore(context.name(), null, new HAProxyMessageDecoder(MOST_MORE, true))
        .addBefore(context.name(), null, new ProxyHeader(proxy, told));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!(message instanceof HAProxyMessage header)) {
      super.channelRead(context, message);
      return;
    }
    try {
      told.accept(source(header));
      context.pipeline().remove(this);
    } finally {
      header.release();
    }
  }

  private InetAddress source(HAProxyMessage header) {
    if (header.protocolVersion() != HAProxyProtocolVersion.V2) {
      throw new HAProxyProtocolException("not of version 2");
    }
    if (header.command() == HAProxyCommand.LOCAL) {
      // The proxy looks whether we live.
      return proxy;
    }
    if (header.proxiedProtocol() != HAProxyProxiedProtocol.TCP4
        && header.proxiedProtocol() != HAProxyProxiedProtocol.TCP6) {
      throw new HAProxyProtocolException("no address of a TCP connection");
    }
    return InetAddress.ofLiteral(header.sourceAddress());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Log.debugf("the proxy %s does not say where a connection comes from: %s", proxy, cause);
    context.close();
  }
}
