package org.gridseal.keeper;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridseal.authority.Placeholder;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// Keys in a token behind PKCS #11 (OASIS PKCS #11 v2.40), by the platform's SunPKCS11. They are
/// made in the token, marked sensitive and unextractable, and signed with there; the hash is made
/// here. A key's name is its CKA_ID, and the CKA_LABEL of the certificate beside it.
///
/// When a token vanishes, nothing in this process brings it back: every call fails until the
/// process is started anew. So whoever runs one probes it by signing (docs/operations.md).
public final class Pkcs11Keeper implements Keeper {
  /// Keys that are made stay in the token; none can be read out of it.
  private static final String CONFIGURATION =
      """
      --name = Gridseal
      library = "%s"
      slotListIndex = %d
      attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
        CKA_SIGN = true
        CKA_DECRYPT = false
        CKA_UNWRAP = false
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
      }
      attributes(import, CKO_PRIVATE_KEY, CKK_EC) = {
        CKA_SIGN = true
        CKA_DECRYPT = false
        CKA_UNWRAP = false
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
      }
      """;

  private final TimedCalls calls;
  private final char[] pin;
  private final Provider provider;

  /// Loads the library and logs in.
  ///
  /// @throws SigningException if there is no such library or token, more than one token is meant,
  ///   or the PIN is wrong
  public Pkcs11Keeper(Pkcs11Token token) {
    this.calls = new TimedCalls("the token", token.sessions(), token.timeout());
    this.pin = Secret.in(token.pinFile()).toCharArray();
    this.provider = timed("there is no token behind " + token.library(), () -> provider(token));
    timed("the token does not let us in: is its PIN right?", this::store);
  }

  private static Provider provider(Pkcs11Token token) {
    Provider family = Security.getProvider("SunPKCS11");
    if (family == null) {
      throw new SigningException("this Java platform has no PKCS #11");
    }
    PresentToken present = token.choice().of(Pkcs11Library.loaded(token.library()).tokens());
    return family.configure(CONFIGURATION.formatted(token.library(), present.index()));
  }

  /// What is in the token now; a store that was opened before does not see what others made since.
  private KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, pin);
    return store;
  }

  @Override
  public SigningKey generate(String name, SignatureAlgorithm algorithm) {
    KeyName.checked(name);
    requireKept(algorithm);
    return timed("the token makes no key", () -> generated(name, algorithm));
  }

  /// One at a time: a token has no way to make names unique.
  private synchronized SigningKey generated(String name, SignatureAlgorithm algorithm)
      throws GeneralSecurityException, IOException {
    KeyStore store = store();
    refuseTaken(store, name);
    KeyPair pair = NewKeys.generator(algorithm, provider).generateKeyPair();
    var made = new Pkcs11SigningKey(provider, pair.getPrivate(), readable(pair.getPublic()));
    // The pair lives in the session until here. A private key is shown beside a certificate with
    // the same CKA_ID only, so the two go into the token together.
    Certificate[] chain = {Placeholder.of(name, made)};
    store.setKeyEntry(name, pair.getPrivate(), null, chain);
    return opened(store(), name);
  }

  /// The token gets the key as it is, and gives it back no more.
  @Override
  public SigningKey take(String name, BroughtKey brought) {
    KeyName.checked(name);
    requireKept(brought.algorithm());
    return timed("the token takes no key", () -> taken(name, brought));
  }

  private synchronized SigningKey taken(String name, BroughtKey brought)
      throws GeneralSecurityException, IOException {
    KeyStore store = store();
    refuseTaken(store, name);
    Certificate[] chain = {brought.certificate()};
    store.setKeyEntry(name, brought.privateKey(), null, chain);
    return opened(store(), name);
  }

  private static void requireKept(SignatureAlgorithm algorithm) {
    if (algorithm.isExperimental()) {
      throw new IllegalArgumentException("keys for " + algorithm + " are kept in files only");
    }
  }

  private static void refuseTaken(KeyStore store, String name) throws GeneralSecurityException {
    if (store.containsAlias(name)) {
      throw new IllegalStateException("there is a key " + name + " already");
    }
  }

  /// The same key for every provider, not only the token's.
  private static PublicKey readable(PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  @Override
  public Optional<SigningKey> find(String name) {
    KeyName.checked(name);
    return timed(
        "the token does not tell its keys",
        () -> {
          KeyStore store = store();
          return store.isKeyEntry(name) ? Optional.of(opened(store, name)) : Optional.empty();
        });
  }

  private SigningKey opened(KeyStore store, String name) throws GeneralSecurityException {
    if (!(store.getKey(name, null) instanceof PrivateKey key)) {
      throw new SigningException("the token has no private key " + name);
    }
    return timed(
        new Pkcs11SigningKey(provider, key, readable(store.getCertificate(name).getPublicKey())));
  }

  /// The certificate takes the placeholder's place; the private key is not touched.
  @Override
  public void attach(String name, X509Certificate certificate) {
    SigningKey key =
        find(name).orElseThrow(() -> new IllegalStateException("there is no key " + name));
    KeyName.requireOwner(name, key.publicKey(), certificate);
    timed(
        "the token does not take the certificate",
        () -> {
          KeyStore store = store();
          store.setKeyEntry(name, store.getKey(name, null), null, new Certificate[] {certificate});
          return name;
        });
  }

  @Override
  public String kindOf(String name) {
    return "pkcs11";
  }

  private SigningKey timed(Pkcs11SigningKey key) {
    return new SigningKey() {
      @Override
      public PublicKey publicKey() {
        return key.publicKey();
      }

      @Override
      public byte[] sign(byte[] content) {
        return calls.call(() -> key.sign(content));
      }

      @Override
      public boolean signsHashes() {
        return key.signsHashes();
      }

      @Override
      public byte[] signHash(byte[] hash) {
        return calls.call(() -> key.signHash(hash));
      }
    };
  }

  private <T> T timed(String failure, Callable<T> call) {
    return calls.call(
        () -> {
          try {
            return call.call();
          } catch (GeneralSecurityException | IOException | ProviderException e) {
            throw new SigningException(failure, e);
          }
        });
  }
}
