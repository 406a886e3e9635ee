package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoRealmTest {
  private static final DemoPerson AUDITOR =
      new DemoPerson("auditor", "auditor", "commission", "no secret at all");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void letsTheBrowserComeBackToTheChosenPort() throws IOException {
    JsonNode browser = realm(18443).get("clients").get(0);

    assertThat(browser.get("clientId").asText()).isEqualTo("gridseal-web");
    assertThat(browser.at("/redirectUris/0").asText()).isEqualTo("https://localhost:18443/*");
    assertThat(browser.get("directAccessGrantsEnabled").asBoolean()).isFalse();
  }

  @Test
  void addsAClientThatTakesPasswordsAndHasNoBrowserFlow() throws IOException {
    JsonNode client = realm(8443).get("clients").get(1);

    assertThat(client.get("clientId").asText()).isEqualTo("gridseal-cli");
    assertThat(client.get("directAccessGrantsEnabled").asBoolean()).isTrue();
    assertThat(client.get("standardFlowEnabled").asBoolean()).isFalse();
    assertThat(client.has("redirectUris")).isFalse();
  }

  @Test
  void givesPeopleTheirRoleAndOrganisation() throws IOException {
    JsonNode user = realm(8443).at("/users/0");

    assertThat(user.at("/realmRoles/0").asText()).isEqualTo("auditor");
    assertThat(user.at("/attributes/organisation/0").asText()).isEqualTo("commission");
  }

  @Test
  void addsNobodyToTheRealmOfProduction() throws IOException {
    JsonNode realm = JSON.readTree(Path.of("src/main/resources/keycloak/realm.json").toFile());

    assertThat(realm.has("users")).isFalse();
    assertThat(realm.get("clients")).hasSize(1);
    assertThat(realm.toString()).doesNotContain("secret");
  }

  private static JsonNode realm(int webPort) throws IOException {
    return JSON.readTree(new DemoRealm(List.of(AUDITOR), webPort).json());
  }
}
