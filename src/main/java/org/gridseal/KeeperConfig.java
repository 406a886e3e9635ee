package org.gridseal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// Where the CAs' keys are. One line selects; no value is a secret, secrets are in files.
@ConfigMapping(prefix = "gridseal.ca")
public interface KeeperConfig {
  /// What keeps the keys.
  @WithDefault("file")
  Kind keeper();

  /// The folder with the key files, for the file keeper.
  Path directory();

  /// A file whose first line is the password of the key files.
  Path passwordFile();

  /// Whether authorities may sign with ML-DSA (RFC 9881), in files only. No standard for DER
  /// devices knows it, so no device can verify it.
  @WithDefault("false")
  boolean experimentalMlDsa();

  Pkcs11 pkcs11();

  Vault vault();

  /// Kinds of keeper.
  enum Kind {
    FILE,
    PKCS11,
    VAULT
  }

  /// A token behind PKCS #11.
  interface Pkcs11 {
    /// The library of the token's manufacturer. Required.
    Optional<Path> library();

    /// The token's label. Of label, serial number and index one may be given.
    Optional<String> tokenLabel();

    /// The token's serial number.
    Optional<String> tokenSerial();

    /// The place of its slot in the library's list, from 0, which is the default. Slots move: name
    /// the token where there can be more than one.
    OptionalInt slotIndex();

    /// A file whose first line is the user PIN. Required.
    Optional<Path> pinFile();

    /// The longest a call may take, waiting for its turn included.
    @WithDefault("5s")
    Duration timeout();

    /// Calls at a time.
    @WithDefault("8")
    int sessions();
  }

  /// HashiCorp Vault's transit engine.
  interface Vault {
    /// `https://host:port`. Required.
    Optional<URI> address();

    /// Of Vault Enterprise.
    Optional<String> namespace();

    /// Where the transit engine is mounted.
    @WithDefault("transit")
    String mount();

    /// PEM certificates of the CA of Vault's own certificate; without it, the platform's CAs.
    Optional<Path> caFile();

    /// The longest that connecting may take.
    @WithDefault("2s")
    Duration connectTimeout();

    /// The longest a call may take in all.
    @WithDefault("5s")
    Duration timeout();

    /// How long Vault is left alone after five failures in a row.
    @WithDefault("10s")
    Duration pause();

    /// How the service logs in.
    @WithDefault("approle")
    Auth auth();

    /// Where that method is mounted; its own name if nothing is given.
    Optional<String> authMount();

    /// The RoleID, for AppRole.
    Optional<String> roleId();

    /// A file whose first line is the SecretID, for AppRole.
    Optional<Path> secretIdFile();

    /// The role, for Kubernetes.
    Optional<String> role();

    /// The service account's token, for Kubernetes.
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount/token")
    Path tokenFile();
  }

  /// Methods of logging in to Vault.
  enum Auth {
    APPROLE,
    KUBERNETES
  }
}
