package org.gridseal.est;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLKeyException;
import org.gridseal.enrollment.Channel;

/// The platform's own TLS, which exports keying material and so serves every tier.
record Jsse() implements TlsEngine {
  /// Octets of the exporter's channel binding, and its label (RFC 9266 §2).
  private static final int BINDING = 32;

  private static final String LABEL = "EXPORTER-Channel-Binding";

  static {
    // Sessions are kept here, not in tickets: the platform does not look at a ticket's first
    // handshake, so with tickets a session would live for ever in small steps.
    System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
  }

  @Override
  public String version() {
    return "JSSE of Java " + Runtime.version() + ", ECDSA of " + signatures();
  }

  private static String signatures() {
    try {
      return Signature.getInstance("SHA256withECDSA").getProvider().getName();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }

  @Override
  public SslContextBuilder context(KeyManagerFactory keys) {
    return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK);
  }

  @Override
  public Optional<Channel.Binding> binding(SSLEngine connection) {
    try {
      byte[] material =
          ((ExtendedSSLSession) connection.getSession())
              .exportKeyingMaterialData(LABEL, new byte[0], BINDING);
      return Optional.of(
          new Channel.Binding(
              Channel.Kind.TLS_EXPORTER, Base64.getEncoder().encodeToString(material)));
    } catch (SSLKeyException e) {
      // TLS 1.2 without the extended master secret: another connection could have the same keys
      // (RFC 7627 §5.4, RFC 9266 §4.2).
      return Optional.empty();
    }
  }
}
