package org.gridseal.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What [VaultDouble] answers, in the forms that Vault's API documentation has.
///
/// @param body JSON, or empty
record VaultReply(int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static VaultReply of(ObjectNode content) {
    return new VaultReply(200, content.toString());
  }

  static VaultReply done() {
    return new VaultReply(204, "");
  }

  static VaultReply error(int status, String... words) {
    ObjectNode body = JSON.createObjectNode();
    body.set("errors", JSON.valueToTree(words));
    return new VaultReply(status, body.toString());
  }

  /// What every answer with content has around it.
  static ObjectNode envelope() {
    return JSON.createObjectNode()
        .put("request_id", "fake")
        .put("lease_id", "")
        .put("renewable", false)
        .put("lease_duration", 0);
  }
}
