package org.gridseal.est;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Where Vert.x asks for the TLS of a device listener, at the start and for each new certificate.
final class DeviceTlsOptions extends SSLEngineOptions {
  private final DeviceConnection.Terms terms;
  private final Duration sessionLifetime;

  /// @param sessionLifetime how long a session may be resumed; a second at least
  DeviceTlsOptions(DeviceConnection.Terms terms, Duration sessionLifetime) {
    this.terms = terms;
    this.sessionLifetime = sessionLifetime;
  }

  /// Itself, for nobody changes it.
  @Override
  public SSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return new Factory();
  }

  /// Of all that Vert.x offers to say, the key is what only Vert.x knows.
  private final class Factory implements SslContextFactory {
    private @Nullable KeyManagerFactory keys;

    @Override
    public SslContextFactory keyMananagerFactory(KeyManagerFactory offered) {
      keys = offered;
      return this;
    }

    @Override
    public SslContext create() throws SSLException {
      TlsEngine engine = terms.engine();
      SslContext context =
          engine
              .context(Objects.requireNonNull(keys))
              .sessionCacheSize(engine.rememberedSessions())
              // From the full handshake, whatever was resumed in between.
              .sessionTimeout(sessionLifetime.toSeconds())
              .protocols(engine.protocols())
              // The filter that netty prefers drops a suite that the platform itself does not have.
              .ciphers(engine.suites(), IdentityCipherSuiteFilter.INSTANCE)
              .clientAuth(ClientAuth.OPTIONAL)
              .trustManager(new AnyProvenKey())
              .build();
      return new DeviceTls(context, terms);
    }
  }
}
