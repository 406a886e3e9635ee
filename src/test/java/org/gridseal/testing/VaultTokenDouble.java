package org.gridseal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Logins and tokens of [VaultDouble].
final class VaultTokenDouble {
  private final InstantSource time;
  private final Map<String, Instant> tokens = new HashMap<>();
  private Duration life = Duration.ofHours(1);
  private boolean renewable = true;
  private int issued;

  VaultTokenDouble(InstantSource time) {
    this.time = time;
  }

  /// @param life of tokens from now on; zero for one without end
  void give(Duration life, boolean renewable) {
    this.life = life;
    this.renewable = renewable;
  }

  void revoke() {
    tokens.clear();
  }

  boolean isGood(@Nullable String token) {
    Instant end = token == null ? null : tokens.get(token);
    return end != null && time.instant().isBefore(end);
  }

  /// @param expected all that must be in the request, and nothing else
  VaultReply login(JsonNode content, JsonNode expected) {
    if (!expected.equals(content)) {
      return VaultReply.error(400, "invalid role or secret ID");
    }
    issued++;
    return leased("hvs.fake-" + issued);
  }

  VaultReply renewed(String token) {
    return renewable ? leased(token) : VaultReply.error(400, "lease is not renewable");
  }

  private VaultReply leased(String token) {
    tokens.put(token, life.isZero() ? Instant.MAX : time.instant().plus(life));
    ObjectNode answer = VaultReply.envelope();
    ObjectNode auth = answer.putObject("auth");
    auth.putArray("policies").add("default").add("gridseal");
    auth.putObject("metadata").put("role_name", "gridseal");
    auth.put("client_token", token)
        .put("accessor", "fake")
        .put("lease_duration", life.toSeconds())
        .put("renewable", renewable);
    return VaultReply.of(answer);
  }
}
