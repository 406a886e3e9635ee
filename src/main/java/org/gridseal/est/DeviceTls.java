package org.gridseal.est;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/// The TLS of a listener with one server certificate; it makes a [DeviceConnection] of every
/// connection.
final class DeviceTls extends SslContext {
  private final SslContext context;
  private final DeviceConnection.Terms terms;

  DeviceTls(SslContext context, DeviceConnection.Terms terms) {
    this.context = context;
    this.terms = terms;
  }

  @Override
  protected SslHandler newHandler(
      ByteBufAllocator allocator, String host, int port, boolean startTls, Executor tasks) {
    // Not newEngine, which is for those who do not know netty and costs them.
    SSLEngine engine = context.newHandler(allocator, host, port, tasks).engine();
    terms.engine().settle(engine);
    return new DeviceConnection(engine, startTls, tasks, terms);
  }

  @Override
  protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor tasks) {
    SSLEngine engine = context.newHandler(allocator, tasks).engine();
    terms.engine().settle(engine);
    return new DeviceConnection(engine, startTls, tasks, terms);
  }

  @Override
  public boolean isClient() {
    return false;
  }

  @Override
  public List<String> cipherSuites() {
    return context.cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // netty still asks for it
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return context.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return context.newEngine(allocator);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
    return context.newEngine(allocator, host, port);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return context.sessionContext();
  }
}
