package org.gridseal.cli.bench;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.Provider;
import java.security.Security;

/// What the load client speaks TLS with.
enum ClientEngine {
  /// BoringSSL, or the platform's own where there is none: the client shares the processors with
  /// what it measures.
  FASTEST {
    @Override
    SslContextBuilder furnish(SslContextBuilder builder) {
      return builder.sslProvider(
          OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    @Override
    public String toString() {
      return OpenSsl.isAvailable() ? OpenSsl.versionString() : "JSSE";
    }
  },

  /// The only one in Java that has the CCM_8 suites.
  BOUNCY_CASTLE {
    @Override
    SslContextBuilder furnish(SslContextBuilder builder) {
      // It takes AES-CCM from the installed providers, and the platform's have none.
      if (Security.getProvider("BC") == null) {
        Security.addProvider(provider("org.bouncycastle.jce.provider.BouncyCastleProvider"));
      }
      return builder
          .sslProvider(SslProvider.JDK)
          .sslContextProvider(provider("org.bouncycastle.jsse.provider.BouncyCastleJsseProvider"));
    }

    @Override
    public String toString() {
      return "BCJSSE";
    }
  };

  abstract SslContextBuilder furnish(SslContextBuilder builder);

  /// By name, because the client is to run, on the other listener, without this library too.
  private static Provider provider(String name) {
    try {
      return Class.forName(name).asSubclass(Provider.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new FailedBenchException("this build cannot speak CCM_8: it has no " + name, e);
    }
  }
}
