package org.gridseal.cli.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// Changes in a Keycloak that is up and has its realm already, by its REST interface.
final class KeycloakAdministration implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI origin;
  private final String password;

  /// @param roots PEM of the CA that Keycloak's certificate comes from
  /// @param password of Keycloak's own administrator
  KeycloakAdministration(Path roots, URI origin, String password) {
    this.client = HttpClient.newBuilder().sslContext(Trust.only(roots)).build();
    this.origin = origin;
    this.password = password;
  }

  /// Lets browsers come back from the login to this port and no other.
  ///
  /// @throws IOException if Keycloak refuses, or does not answer
  void returnBrowsersTo(int webPort) throws IOException, InterruptedException {
    String token = token();
    URI clients = origin.resolve("/admin/realms/gridseal/clients?clientId=gridseal-web");
    ObjectNode browser = (ObjectNode) send(authorized(clients, token).build()).get(0);
    browser.putArray("redirectUris").add("https://localhost:%d/*".formatted(webPort));
    URI one = origin.resolve("/admin/realms/gridseal/clients/" + browser.get("id").asText());
    send(
        authorized(one, token)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(browser.toString()))
            .build());
  }

  @Override
  public void close() {
    client.close();
  }

  private String token() throws IOException, InterruptedException {
    String form =
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + URLEncoder.encode(password, UTF_8);
    return send(HttpRequest.newBuilder(
                origin.resolve("/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build())
        .get("access_token")
        .asText();
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "Keycloak answered %d to %s".formatted(response.statusCode(), request.uri().getPath()));
    }
    return JSON.readTree(response.body());
  }

  private static HttpRequest.Builder authorized(URI uri, String token) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
  }
}
