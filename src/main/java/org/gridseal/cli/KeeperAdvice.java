package org.gridseal.cli;

import java.nio.file.Path;
import org.gridseal.KeeperConfig;

/// What to do when a keeper fails, by its kind.
///
/// @param name of the key
record KeeperAdvice(KeeperConfig config, String name) {
  /// The keeper does not open.
  String onOpening() {
    return switch (config.keeper()) {
      case FILE -> "Look at gridseal.ca.password-file.";
      case PKCS11 ->
          "Look with: pkcs11-tool --module "
              + config.pkcs11().library().map(Path::toString).orElse("LIBRARY")
              + " --list-token-slots; name one by gridseal.ca.pkcs11.token-label or token-serial.";
      case VAULT -> "Look at gridseal.ca.vault.ca-file.";
    };
  }

  /// It has no such key.
  String onFinding() {
    return switch (config.keeper()) {
      case FILE -> "Make the CA with './gridseal ca init', or look at gridseal.ca.directory.";
      case PKCS11 ->
          "Make the CA with './gridseal ca init'. A private key that other programs made is seen"
              + " only beside a certificate with the same CKA_ID and the label "
              + name
              + ".";
      case VAULT ->
          "Make the CA with './gridseal ca init', or look at gridseal.ca.vault.mount and"
              + " namespace.";
    };
  }

  /// It was asked, and gives no answer that counts.
  String onAnswers() {
    return switch (config.keeper()) {
      case FILE -> "Look at gridseal.ca.password-file: it must have the password of the key files.";
      case PKCS11 -> "Look whether the token is there: pkcs11-tool --list-token-slots.";
      case VAULT ->
          "Look with 'vault status' and 'vault read transit/keys/"
              + name
              + "'; the policy that is needed is in docs/operations.md.";
    };
  }
}
