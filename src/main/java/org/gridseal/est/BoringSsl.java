package org.gridseal.est;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import org.gridseal.enrollment.Channel;

/// BoringSSL, by way of netty-tcnative: the fastest, and the least talkative.
///
/// It tells no channel binding. Sessions of TLS 1.2 are resumed by their id; those of TLS 1.3 are
/// not, because BoringSSL would resume them by tickets, renew a ticket's age with each use, and
/// tell nobody how long ago the client had proved its key.
record BoringSsl() implements TlsEngine {
  static boolean isAvailable() {
    return OpenSsl.isAvailable();
  }

  /// A library on `java.library.path` takes the place of the one we bring, so this is worth a line.
  @Override
  public String version() {
    return OpenSsl.versionString();
  }

  @Override
  public SslContextBuilder context(KeyManagerFactory keys) {
    return SslContextBuilder.forServer(keys).sslProvider(SslProvider.OPENSSL);
  }

  /// No tickets, which are all that TLS 1.3 has.
  @Override
  public void settle(SSLEngine connection) {
    SSL.setOptions(((ReferenceCountedOpenSslEngine) connection).sslPointer(), SSL.SSL_OP_NO_TICKET);
  }

  @Override
  public boolean isResumed(SSLEngine connection, Instant accepted) {
    long pointer = ((ReferenceCountedOpenSslEngine) connection).sslPointer();
    // None is left when the connection has ended meanwhile, and the native half would not mind.
    return pointer != 0 && SSL.isSessionReused(pointer);
  }

  /// Outside of the heap, and small.
  @Override
  public int rememberedSessions() {
    return 10_000;
  }

  @Override
  public Optional<Channel.Binding> binding(SSLEngine connection) {
    return Optional.empty();
  }
}
