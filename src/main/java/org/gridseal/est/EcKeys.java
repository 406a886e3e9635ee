package org.gridseal.est;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A server's key for Bouncy Castle, which asks for a key of type `ECDHE_ECDSA` where the
/// platform's own engine asks for `EC`.
final class EcKeys extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager keys;

  EcKeys(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  private static String known(String type) {
    return type.startsWith("EC") ? "EC" : type;
  }

  private static String[] known(String[] types) {
    return Arrays.stream(types).map(EcKeys::known).toArray(String[]::new);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, SSLEngine engine) {
    return keys.chooseEngineServerAlias(known(type), issuers, engine);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, Socket socket) {
    return keys.chooseServerAlias(known(type), issuers, socket);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return keys.getServerAliases(known(type), issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, Socket socket) {
    return keys.chooseClientAlias(known(types), issuers, socket);
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return keys.getClientAliases(known(type), issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }
}
