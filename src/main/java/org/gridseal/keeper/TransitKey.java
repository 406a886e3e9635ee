package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.gridseal.authority.SigningException;

/// What Vault tells of a key (`GET transit/keys/NAME`).
///
/// @param type such as `ecdsa-p256`
/// @param versions by number, each with its public key
record TransitKey(String type, int latestVersion, JsonObject versions) {
  /// @throws SigningException if the answer has another form
  static TransitKey parse(JsonObject answer) {
    try {
      return new TransitKey(
          answer.get("type").asString(),
          answer.get("latest_version").asInt(),
          answer.get("keys").asObject());
    } catch (RuntimeException e) {
      // The driver's JSON answers what is absent with null, and a wrong type with an exception.
      throw new SigningException("vault's description of the key cannot be read", e);
    }
  }

  /// @return empty if there is no such version
  /// @throws SigningException if it is no key on a curve
  Optional<PublicKey> publicKey(int version) {
    JsonValue described = versions.get(Integer.toString(version));
    if (described == null) {
      return Optional.empty();
    }
    if (!described.isObject() || !type.startsWith("ecdsa-p")) {
      throw new SigningException("vault's key is a " + type + ", which no authority signs with");
    }
    return Optional.of(parsed(described.asObject().getString("public_key", "")));
  }

  /// SubjectPublicKeyInfo in PEM (RFC 7468 §13).
  private static PublicKey parsed(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.getBytes(US_ASCII));
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SigningException("vault's public key cannot be read", e);
    }
  }
}
