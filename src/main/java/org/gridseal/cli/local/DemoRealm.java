package org.gridseal.cli.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The realm of production plus what only a demo has: people, and a client that takes their
/// passwords on the command line.
record DemoRealm(List<DemoPerson> people, int webPort) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The realm in the form of Keycloak's import.
  String json() {
    try (InputStream resource = DemoRealm.class.getResourceAsStream("/keycloak/realm.json")) {
      ObjectNode realm = (ObjectNode) JSON.readTree(Objects.requireNonNull(resource));
      ArrayNode clients = (ArrayNode) realm.get("clients");
      ObjectNode browser = (ObjectNode) clients.get(0);
      browser.putArray("redirectUris").add("https://localhost:%d/*".formatted(webPort));
      clients.add(commandLineClient(browser));
      people.forEach(person -> realm.withArray("users").add(user(person)));
      return realm.toPrettyString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode commandLineClient(ObjectNode browser) {
    ObjectNode client = browser.deepCopy();
    client.put("clientId", "gridseal-cli");
    client.put("name", "Gridseal on the command line, for the demo");
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", true);
    client.remove(List.of("redirectUris", "webOrigins", "attributes"));
    return client;
  }

  private static ObjectNode user(DemoPerson person) {
    ObjectNode user = JSON.createObjectNode();
    user.put("username", person.name()).put("enabled", true);
    // Keycloak lets nobody in whose profile lacks these.
    user.put("firstName", "Demo").put("lastName", person.name());
    user.put("email", person.name() + "@example.org").put("emailVerified", true);
    user.putObject("attributes").putArray("organisation").add(person.organisation());
    user.putArray("realmRoles").add(person.role());
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", person.password())
        .put("temporary", false);
    return user;
  }
}
