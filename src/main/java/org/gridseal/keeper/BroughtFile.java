package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// A file in which somebody brings a CA's private key: PKCS #12 (RFC 7292) with one key, or PEM
/// (RFC 7468) with PKCS #8, encrypted (§11) or not (§10).
public final class BroughtFile {
  private static final Pattern ARMOUR =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private final byte[] content;

  /// @param content of the file; the caller has capped it
  public BroughtFile(byte[] content) {
    this.content = content.clone();
  }

  /// Reads the key.
  ///
  /// @param beside the certificate, where it is in a file of its own; otherwise it is in this one
  /// @param password asked for only if the file is encrypted
  /// @throws MalformedException if the file cannot be read, with that password or at all
  /// @throws IllegalArgumentException if key and certificate do not belong together, or no
  ///   authority signs with such a key
  public BroughtKey key(Optional<X509Certificate> beside, Supplier<char[]> password) {
    Matcher armoured = ARMOUR.matcher(new String(content, ISO_8859_1));
    if (!armoured.find()) {
      return fromStore(beside, password.get());
    }
    X509Certificate certificate = beside.orElseGet(this::firstCertificate);
    byte[] encoded = Base64.getMimeDecoder().decode(armoured.group(2));
    return BroughtKey.of(
        switch (armoured.group(1)) {
          case PLAIN -> privateKey(new PKCS8EncodedKeySpec(encoded), certificate);
          case ENCRYPTED -> privateKey(decrypted(encoded, password.get()), certificate);
          default ->
              throw new MalformedException(
                  "the key is not in PKCS #8; convert it with 'openssl pkcs8 -topk8'");
        },
        certificate);
  }

  /// The key's own comes first; programs write remarks between, which the platform does not read.
  private X509Certificate firstCertificate() {
    Matcher found = CERTIFICATE.matcher(new String(content, ISO_8859_1));
    if (!found.find()) {
      throw new MalformedException("there is no certificate beside the key");
    }
    return Pem.certificate(found.group().getBytes(ISO_8859_1));
  }

  private BroughtKey fromStore(Optional<X509Certificate> beside, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      List<String> keys =
          Collections.list(store.aliases()).stream().filter(each -> isKey(store, each)).toList();
      if (keys.size() != 1) {
        throw new MalformedException(
            "the file has %d private keys; bring one".formatted(keys.size()));
      }
      Key key = store.getKey(keys.getFirst(), password);
      if (!(key instanceof PrivateKey privateKey)) {
        throw new MalformedException("the file has no private key");
      }
      return BroughtKey.of(
          privateKey, beside.orElse((X509Certificate) store.getCertificate(keys.getFirst())));
    } catch (IOException | GeneralSecurityException e) {
      throw new MalformedException(
          "the file is neither PEM with a private key nor PKCS #12 with that password", e);
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a store that was loaded tells what it has", e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] encoded, char[] password) {
    var secret = new PBEKeySpec(password);
    try {
      var envelope = new EncryptedPrivateKeyInfo(encoded);
      // Of PBES2 the platform knows the whole scheme by the name of its parameters only.
      String scheme =
          envelope.getAlgName().equals("PBES2")
              ? envelope.getAlgParameters().toString()
              : envelope.getAlgName();
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme).generateSecret(secret),
          envelope.getAlgParameters());
      return envelope.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new MalformedException("the private key does not open with that password", e);
    } finally {
      secret.clearPassword();
    }
  }

  private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded, X509Certificate certificate) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(certificate.getPublicKey());
    try {
      return KeyFactory.getInstance(NewKeys.family(algorithm)).generatePrivate(encoded);
    } catch (GeneralSecurityException e) {
      throw new MalformedException("the private key is not of the certificate's kind", e);
    }
  }
}
