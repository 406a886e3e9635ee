package org.gridseal.keeper;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;

/// Keys in the transit engine of HashiCorp Vault, made there and not exportable. Only hashes go
/// there, over TLS, and only signatures come back.
///
/// A name is a key and one version of it: `issuing` is version 1 of the key `issuing`, whatever
/// versions were made since; `issuing-v2` is version 2 of it, which [#generate] makes by rotating
/// the key. So a rotation never changes the key of an authority that has a certificate.
public final class VaultKeeper implements Keeper {
  /// Requests at a time.
  private static final int CONNECTIONS = 16;

  private final VaultServer server;
  private final VaultSession session;
  private final TimedCalls calls;

  /// Does not ask Vault yet.
  ///
  /// @throws SigningException if the file of the CA cannot be used
  public VaultKeeper(VaultServer server, VaultLogin login, InstantSource time) {
    this.server = server;
    this.session = new VaultSession(new VaultWire(server, time), login, time);
    this.calls = new TimedCalls("vault", CONNECTIONS, server.timeout());
  }

  @Override
  public SigningKey generate(String name, SignatureAlgorithm algorithm) {
    VaultKeyName key = VaultKeyName.of(name);
    String type = typeOf(algorithm);
    Optional<TransitKey> present = read(key);
    int latest = present.map(TransitKey::latestVersion).orElse(0);
    if (latest >= key.version()) {
      throw new IllegalStateException("there is a key " + name + " already");
    }
    if (latest != key.version() - 1) {
      throw new IllegalArgumentException(
          "version %d of %s follows version %d".formatted(latest + 1, key.title(), latest));
    }
    if (present.filter(it -> !it.type().equals(type)).isPresent()) {
      throw new IllegalArgumentException("versions of one key have one algorithm");
    }
    if (latest == 0) {
      write("keys/" + key.title(), Map.of("type", type, "exportable", false));
    } else {
      write("keys/%s/rotate".formatted(key.title()), Map.of());
    }
    return find(name).orElseThrow(() -> new SigningException("vault has made no key " + name));
  }

  private static String typeOf(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ECDSA_SHA256 -> "ecdsa-p256";
      case ECDSA_SHA384 -> "ecdsa-p384";
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
          throw new IllegalArgumentException("keys for " + algorithm + " are kept in files only");
    };
  }

  /// Vault's own import wraps a key for it alone (`transit/wrapping_key`), with its own program.
  @Override
  public SigningKey take(String name, BroughtKey brought) {
    throw new IllegalArgumentException(
        "vault takes no private key from here; bring it with 'vault transit import'");
  }

  @Override
  public Optional<SigningKey> find(String name) {
    VaultKeyName key = VaultKeyName.of(name);
    return read(key)
        .flatMap(present -> present.publicKey(key.version()))
        .map(publicKey -> new TransitSigningKey(key, publicKey));
  }

  private Optional<TransitKey> read(VaultKeyName key) {
    return calls
        .call(() -> session.read(path("keys/" + key.title())))
        .map(answer -> TransitKey.parse(content(answer)));
  }

  /// Vault has no place for certificates.
  @Override
  public void attach(String name, X509Certificate certificate) {
    SigningKey key =
        find(name).orElseThrow(() -> new IllegalStateException("there is no key " + name));
    KeyName.requireOwner(name, key.publicKey(), certificate);
  }

  @Override
  public String kindOf(String name) {
    return "vault";
  }

  private LogicalResponse write(String path, Map<String, Object> body) {
    return calls
        .call(() -> session.write(path(path), body))
        .orElseThrow(() -> new SigningException("vault has no transit engine or key there"));
  }

  private String path(String rest) {
    return server.mount() + "/" + rest;
  }

  /// The driver swallows what it cannot read.
  private static JsonObject content(LogicalResponse answer) {
    JsonObject content = answer.getDataObject();
    if (content == null) {
      throw new SigningException("vault's answer cannot be read");
    }
    return content;
  }

  /// One version of one key.
  private final class TransitSigningKey implements HashSigningKey {
    private final VaultKeyName key;
    private final PublicKey publicKey;
    private final SignatureAlgorithm algorithm;

    private TransitSigningKey(VaultKeyName key, PublicKey publicKey) {
      this.key = key;
      this.publicKey = publicKey;
      this.algorithm = SignatureAlgorithm.of(publicKey);
    }

    @Override
    public PublicKey publicKey() {
      return publicKey;
    }

    @Override
    public byte[] signHash(byte[] hash) {
      Map<String, Object> body =
          Map.of(
              "input",
              Base64.getEncoder().encodeToString(hash),
              "prehashed",
              true,
              "hash_algorithm",
              algorithm == SignatureAlgorithm.ECDSA_SHA256 ? "sha2-256" : "sha2-384",
              "marshaling_algorithm",
              "asn1",
              "key_version",
              key.version());
      return key.signature(content(write("sign/" + key.title(), body)));
    }
  }
}
