package org.gridseal.cli.bench;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Lets a whole fleet share one TLS context, which is dear to make: an engine tells which device it
/// speaks for by the port of its peer, which nothing else looks at.
final class FleetKeys extends X509ExtendedKeyManager {
  private final Fleet fleet;

  FleetKeys(Fleet fleet) {
    this.fleet = fleet;
  }

  /// The peer's port to make a device's engine with; no port is 0.
  static int port(int device) {
    return device + 1;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String @Nullable [] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return Integer.toString(engine.getPeerPort() - 1);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {fleet.device(Integer.parseInt(alias)).certificate()};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return fleet.device(Integer.parseInt(alias)).keys().getPrivate();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
