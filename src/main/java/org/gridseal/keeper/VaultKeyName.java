package org.gridseal.keeper;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridseal.authority.SigningException;

/// A key in Vault and one version of it, as a name says them: `issuing` or `issuing-v2`.
///
/// @param title the key's name in Vault
record VaultKeyName(String title, int version) {
  private static final Pattern VERSIONED = Pattern.compile("(.+)-v([1-9][0-9]{0,3})");

  /// @throws IllegalArgumentException if the text is no name
  static VaultKeyName of(String name) {
    Matcher versioned = VERSIONED.matcher(KeyName.checked(name));
    return versioned.matches()
        ? new VaultKeyName(versioned.group(1), Integer.parseInt(versioned.group(2)))
        : new VaultKeyName(name, 1);
  }

  /// The signature in an answer, `vault:vN:BASE64`.
  ///
  /// @throws SigningException if it is none, or one of another version
  byte[] signature(JsonObject answer) {
    JsonValue value = answer.get("signature");
    String prefix = "vault:v%d:".formatted(version);
    if (value == null || !value.isString() || !value.asString().startsWith(prefix)) {
      throw new SigningException("vault's answer is no signature by version " + version);
    }
    try {
      return Base64.getDecoder().decode(value.asString().substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      throw new SigningException("vault's answer is no signature", e);
    }
  }
}
