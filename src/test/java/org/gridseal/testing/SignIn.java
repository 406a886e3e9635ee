package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A login at the identity provider with code flow and PKCE (RFC 7636), as the pages do it, without
/// a browser.
final class SignIn {
  private static final String CLIENT = "gridseal-web";

  private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

  /// Nobody else sees this one; a test has no need of chance.
  private static final String VERIFIER = "v".repeat(43);

  private final Town town;

  SignIn(Town town) {
    this.town = town;
  }

  String of(String login) {
    HttpResponse<String> form = town.send(HttpRequest.newBuilder(question()).build());
    HttpResponse<String> answered =
        town.send(
            posting(
                    URI.create(found(ACTION, form.body()).replace("&amp;", "&")),
                    Map.of("username", login, "password", town.password(login)))
                .header("Cookie", cookies(form))
                .build());
    String code = found(CODE, answered.headers().firstValue("Location").orElse(answered.body()));
    return accessToken(
        town.send(
            posting(
                    endpoint("token"),
                    Map.of(
                        "grant_type", "authorization_code",
                        "client_id", CLIENT,
                        "code", code,
                        "redirect_uri", callback(),
                        "code_verifier", VERIFIER))
                .build()));
  }

  private URI question() {
    return URI.create(
        endpoint("auth")
            + "?"
            + encoded(
                Map.of(
                    "client_id",
                    CLIENT,
                    "redirect_uri",
                    callback(),
                    "response_type",
                    "code",
                    "scope",
                    "openid",
                    "code_challenge",
                    challenge(),
                    "code_challenge_method",
                    "S256")));
  }

  private URI endpoint(String name) {
    return town.keycloak().resolve("/realms/gridseal/protocol/openid-connect/" + name);
  }

  private String callback() {
    return town.web() + "/signed-in";
  }

  private static String challenge() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder posting(URI to, Map<String, String> form) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static String accessToken(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body()).required("access_token").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }
}
