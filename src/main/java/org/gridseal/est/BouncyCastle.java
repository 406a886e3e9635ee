package org.gridseal.est;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.AlgorithmParameters;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.gridseal.enrollment.Channel;

/// Bouncy Castle's TLS, the only one for Java with the suite that IEEE 2030.5-2018 mandates.
/// Signatures, key agreement and hashes are those of the platform's first provider.
///
/// The provider is used here and registered nowhere, so nothing else in the process changes.
final class BouncyCastle implements TlsEngine {
  private final Provider provider = new BouncyCastleJsseProvider(false, new Primitives());
  private final SecureRandom chance;

  BouncyCastle(SecureRandom chance) {
    this.chance = chance;
  }

  /// The platform's, and CCM, which the platform has not. Cipher and parameters must come from the
  /// same provider, or the tags are wrong.
  private static final class Primitives extends JcaTlsCryptoProvider {
    private final Provider own = new BouncyCastleProvider();

    @Override
    public JcaJceHelper getHelper() {
      return new DefaultJcaJceHelper() {
        @Override
        public Cipher createCipher(String algorithm)
            throws NoSuchAlgorithmException, NoSuchPaddingException {
          return algorithm.contains("/CCM/")
              ? Cipher.getInstance(algorithm, own)
              : super.createCipher(algorithm);
        }

        @Override
        public AlgorithmParameters createAlgorithmParameters(String algorithm)
            throws NoSuchAlgorithmException {
          return algorithm.equals("CCM")
              ? AlgorithmParameters.getInstance(algorithm, own)
              : super.createAlgorithmParameters(algorithm);
        }
      };
    }
  }

  @Override
  public String version() {
    return "BCJSSE " + provider.getVersionStr();
  }

  @Override
  public Set<String> protocols() {
    return Set.of("TLSv1.2");
  }

  /// RFC 7251.
  @Override
  public Set<String> suites() {
    return Set.of("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
  }

  @Override
  public SslContextBuilder context(KeyManagerFactory keys) {
    return SslContextBuilder.forServer(
            new EcKeys((X509ExtendedKeyManager) keys.getKeyManagers()[0]))
        .sslProvider(SslProvider.JDK)
        .sslContextProvider(provider)
        .secureRandom(chance);
  }

  /// The curve that IEEE 2030.5-2018 §6.11 demands, and its larger sister. Bouncy Castle would
  /// rather agree on X25519, which no device needs and which took a sixth of the processor time.
  @Override
  public void settle(SSLEngine connection) {
    SSLParameters parameters = connection.getSSLParameters();
    parameters.setNamedGroups(new String[] {"secp256r1", "secp384r1"});
    connection.setSSLParameters(parameters);
  }

  @Override
  public Optional<Channel.Binding> binding(SSLEngine connection) {
    byte[] finished = ((BCSSLEngine) connection).getConnection().getChannelBinding("tls-unique");
    return Optional.ofNullable(finished)
        .map(Base64.getEncoder()::encodeToString)
        .map(value -> new Channel.Binding(Channel.Kind.TLS_UNIQUE, value));
  }
}
