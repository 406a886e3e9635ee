package org.gridseal.keeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// A signing key in an encrypted PKCS #12 file (RFC 7292): PBES2 with AES-256, as the platform
/// writes it. The private key is in the memory of this process while it runs.
public final class Pkcs12SigningKey implements SigningKey {
  private static final String ALIAS = "key";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final SignatureAlgorithm algorithm;

  private Pkcs12SigningKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.algorithm = SignatureAlgorithm.of(publicKey);
  }

  /// Makes a new key that is not yet in any file; [#store] keeps it, with its certificate.
  public static Pkcs12SigningKey generate(SignatureAlgorithm algorithm) {
    try {
      KeyPair pair = NewKeys.generator(algorithm).generateKeyPair();
      return new Pkcs12SigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform makes no key for " + algorithm, e);
    }
  }

  /// The key that somebody has brought; it is not yet in any file of ours either.
  static Pkcs12SigningKey of(BroughtKey brought) {
    return new Pkcs12SigningKey(brought.privateKey(), brought.certificate().getPublicKey());
  }

  /// Opens a file.
  ///
  /// @throws SigningException if the file cannot be read or the password is wrong
  public static Pkcs12SigningKey open(Path file, char[] password) {
    try (InputStream input = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(input, password);
      if (!(store.getKey(ALIAS, password) instanceof PrivateKey key)) {
        throw new SigningException("the key file " + file.getFileName() + " holds no private key");
      }
      return new Pkcs12SigningKey(key, store.getCertificate(ALIAS).getPublicKey());
    } catch (IOException | GeneralSecurityException e) {
      throw new SigningException(
          "the key file " + file.getFileName() + " cannot be opened: is its password right?", e);
    }
  }

  /// Writes the key and its certificate into a new file, readable by its owner alone, and returns
  /// when the file is on the disk: a certificate for a key that is lost is worth nothing.
  ///
  /// @throws IOException if the file exists or cannot be written
  public void store(Path file, char[] password, X509Certificate certificate) throws IOException {
    byte[] content = encrypted(password, certificate);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    } catch (IOException e) {
      // Half a key file would stand in the way of the next attempt.
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private byte[] encrypted(char[] password, X509Certificate certificate) throws IOException {
    var output = new ByteArrayOutputStream();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry(ALIAS, privateKey, password, new X509Certificate[] {certificate});
      store.store(output, password);
      return output.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PKCS #12", e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] content) {
    return sign(algorithm.jcaName(), content);
  }

  @Override
  public boolean signsHashes() {
    return algorithm.hash().isPresent();
  }

  @Override
  public byte[] signHash(byte[] hash) {
    return sign("NONEwithECDSA", hash);
  }

  private byte[] sign(String how, byte[] content) {
    try {
      Signature signature = Signature.getInstance(how);
      signature.initSign(privateKey);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new SigningException("the key file's key cannot sign", e);
    }
  }
}
