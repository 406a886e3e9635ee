package org.gridseal.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gridseal.cli.local.DemoPerson;

/// The JSON API as a person's tool uses it: a token from the identity provider on every request.
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Wire wire;
  private final URI web;
  private final URI issuer;
  private final Map<String, DemoPerson> people;
  private final Map<String, String> tokens = new HashMap<>();

  Api(Wire wire, URI web, URI issuer, Map<String, DemoPerson> people) {
    this.wire = wire;
    this.web = web;
    this.issuer = issuer;
    this.people = people;
  }

  /// A token by password grant, which only the demo's realm allows.
  String token(String login) {
    return tokens.computeIfAbsent(login, this::signIn);
  }

  private String signIn(String login) {
    DemoPerson person = Objects.requireNonNull(people.get(login), "nobody is called " + login);
    String form =
        "grant_type=password&client_id=gridseal-cli&username=%s&password=%s"
            .formatted(encoded(person.name()), encoded(person.password()));
    HttpResponse<byte[]> answer =
        wire.send(
            HttpRequest.newBuilder(issuer.resolve("protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    expect(200, answer);
    return json(answer).get("access_token").asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  JsonNode get(String login, String path) {
    HttpResponse<byte[]> answer = wire.send(request(login, path).GET());
    expect(200, answer);
    return json(answer);
  }

  byte[] getBytes(String login, String path) {
    HttpResponse<byte[]> answer = wire.send(request(login, path).GET());
    expect(200, answer);
    return answer.body();
  }

  /// @param status what the answer must be
  JsonNode post(String login, String path, JsonNode body, int status) {
    HttpResponse<byte[]> answer =
        wire.send(
            request(login, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    expect(status, answer);
    return json(answer);
  }

  private HttpRequest.Builder request(String login, String path) {
    return HttpRequest.newBuilder(web.resolve(path))
        .header("Authorization", "Bearer " + token(login));
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new FailedStepException("the answer is no JSON", e);
    }
  }

  static void expect(int status, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != status) {
      throw new FailedStepException(
          "expected %d from %s, got %d: %s"
              .formatted(
                  status,
                  answer.uri().getPath(),
                  answer.statusCode(),
                  new String(answer.body(), StandardCharsets.UTF_8).strip()));
    }
  }
}
