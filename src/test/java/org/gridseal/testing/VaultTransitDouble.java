package org.gridseal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.gridseal.x509.Pem;

/// The transit engine of [VaultDouble], with real keys.
final class VaultTransitDouble {
  private static final List<String> KINDS = List.of("ecdsa-p256", "ecdsa-p384");

  private final InstantSource time;
  private final BiFunction<String, String, VaultReply> complaint;
  private final Map<String, Key> keys = new HashMap<>();

  private record Key(String type, List<KeyPair> versions) {}

  /// @param complaint answers a request that is not as documented, and remembers what is wrong
  VaultTransitDouble(InstantSource time, BiFunction<String, String, VaultReply> complaint) {
    this.time = time;
    this.complaint = complaint;
  }

  void rotate(String name) {
    Key key = Objects.requireNonNull(keys.get(name), "there is no such key");
    key.versions().add(pair(key.type()));
  }

  /// @param request method and path, such as `POST /v1/transit/sign/issuing`
  /// @param deceives whether to sign something that was not sent
  VaultReply answer(String request, JsonNode content, boolean deceives) {
    String[] parts = request.split("[ /]");
    // "POST", "", "v1", "transit", "sign", NAME
    if (parts.length < 6 || !parts[3].equals("transit")) {
      return complaint.apply(request, "no such path");
    }
    String what = parts[0] + " " + parts[4] + (parts.length > 6 ? " " + parts[6] : "");
    return switch (what) {
      case "GET keys" -> described(parts[5]);
      case "POST keys" -> made(request, parts[5], content);
      case "POST keys rotate" -> rotated(parts[5]);
      case "POST sign" -> signed(request, parts[5], content, deceives);
      default -> complaint.apply(request, "no such path");
    };
  }

  private VaultReply made(String request, String name, JsonNode content) {
    String type = content.path("type").asText();
    if (!KINDS.contains(type) || content.path("exportable").asBoolean(true)) {
      return complaint.apply(request, content.toString());
    }
    // Vault changes nothing when there is one.
    keys.computeIfAbsent(name, it -> new Key(type, new ArrayList<>(List.of(pair(type)))));
    return VaultReply.done();
  }

  private VaultReply rotated(String name) {
    if (!keys.containsKey(name)) {
      return VaultReply.error(404);
    }
    rotate(name);
    return VaultReply.done();
  }

  private VaultReply described(String name) {
    Key key = keys.get(name);
    if (key == null) {
      return VaultReply.error(404);
    }
    ObjectNode answer = VaultReply.envelope();
    ObjectNode data =
        answer
            .putObject("data")
            .put("type", key.type())
            .put("name", name)
            .put("exportable", false)
            .put("latest_version", key.versions().size())
            .put("min_available_version", 0)
            .put("min_encryption_version", 0)
            .put("supports_signing", true);
    ObjectNode versions = data.putObject("keys");
    for (int number = 1; number <= key.versions().size(); number++) {
      versions
          .putObject(Integer.toString(number))
          .put("creation_time", time.instant().toString())
          .put("name", key.type().equals("ecdsa-p256") ? "P-256" : "P-384")
          .put(
              "public_key",
              Pem.write("PUBLIC KEY", key.versions().get(number - 1).getPublic().getEncoded()));
    }
    return VaultReply.of(answer);
  }

  private VaultReply signed(String request, String name, JsonNode content, boolean deceives) {
    Key key = keys.get(name);
    if (key == null) {
      return VaultReply.error(400, "signing key not found");
    }
    int version = content.path("key_version").asInt();
    byte[] hash = Base64.getDecoder().decode(content.path("input").asText());
    if (!isAsDocumented(content, key, version, hash)) {
      return complaint.apply(request, content.toString());
    }
    if (deceives) {
      hash[0] ^= 1;
    }
    byte[] signature =
        Keys.sign("NONEwithECDSA", key.versions().get(version - 1).getPrivate(), hash);
    ObjectNode answer = VaultReply.envelope();
    answer
        .putObject("data")
        .put(
            "signature",
            "vault:v%d:%s".formatted(version, Base64.getEncoder().encodeToString(signature)))
        .put("key_version", version);
    return VaultReply.of(answer);
  }

  private static boolean isAsDocumented(JsonNode content, Key key, int version, byte[] hash) {
    boolean p256 = key.type().equals("ecdsa-p256");
    return content.path("prehashed").asBoolean()
        && content.path("hash_algorithm").asText().equals(p256 ? "sha2-256" : "sha2-384")
        && content.path("marshaling_algorithm").asText().equals("asn1")
        && hash.length == (p256 ? 32 : 48)
        && version >= 1
        && version <= key.versions().size()
        && content.size() == 5;
  }

  private static KeyPair pair(String type) {
    return type.equals("ecdsa-p256") ? Keys.p256() : Keys.p384();
  }
}
