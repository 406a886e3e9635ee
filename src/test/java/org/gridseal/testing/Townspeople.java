package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// What the people of a [Town] do over the API, each with a token of their own.
public final class Townspeople {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// No two sites of one JVM have anything in common that must be unique.
  private static final AtomicLong NUMBERS = new AtomicLong();

  /// A new root is believed after a few seconds.
  private static final Duration UNTIL_TRUSTED = Duration.ofSeconds(6);

  private static final String ROOTS = "/api/v1/manufacturer-roots";

  private static @Nullable Manufacturer manufacturer;

  private final Town town;

  public Townspeople(Town town) {
    this.town = town;
  }

  /// A registered site and its one device.
  public record Registered(String site, String device, HardwareModuleName hardware) {}

  /// The installer registers a home with a device that nobody has seen before.
  public Registered register() {
    ObjectNode form = (ObjectNode) SiteFiles.tree("home-pv");
    String number = "%06d".formatted(NUMBERS.incrementAndGet());
    String serial = "SF5K-" + number;
    String hardwareSerial = HexFormat.of().formatHex(serial.getBytes(US_ASCII));
    form.put("applicationRef", "HOME-" + number);
    ((ObjectNode) form.at("/connectionPoint")).put("id", "SP-HOME-" + number);
    ((ObjectNode) form.at("/units/0")).put("serial", serial);
    ObjectNode device = (ObjectNode) form.at("/devices/0");
    device.put("hwSerialNum", hardwareSerial);
    JsonNode site = created("installer", "/api/v1/registrations", form);
    return new Registered(
        site.get("id").asText(),
        site.at("/devices/0/id").asText(),
        new HardwareModuleName(device.get("hwType").asText(), hardwareSerial));
  }

  /// The operator approves it.
  public void approve(Registered site) {
    HttpResponse<String> answer =
        post("operator", "/api/v1/registrations/" + site.site() + "/approval", Map.of());
    expect(200, answer);
    if (!json(answer).get("state").asText().equals("APPROVED")) {
      throw new AssertionError(answer.body());
    }
  }

  public Registered registerApproved() {
    Registered site = register();
    approve(site);
    return site;
  }

  /// The operator makes a one-time code.
  public String oneTimeCode(Registered site) {
    String path = "/api/v1/devices/" + site.device() + "/one-time-codes";
    return created("operator", path, Map.of()).get("code").asText();
  }

  /// Hardware that is in no register.
  public HardwareModuleName unregistered() {
    return new HardwareModuleName(
        "1.3.6.1.4.1.40732.3.1", "%012x".formatted(NUMBERS.incrementAndGet()));
  }

  /// A manufacturer that the town trusts; the same one for all tests of a JVM, as the town is.
  public Manufacturer manufacturer() {
    synchronized (Townspeople.class) {
      if (manufacturer == null) {
        Manufacturer fresh = Manufacturer.mica();
        trust(fresh.root());
        manufacturer = fresh;
      }
      return manufacturer;
    }
  }

  /// The administrator adds a manufacturer's root and an approver confirms it; returns when devices
  /// below it may enroll.
  public void trust(X509Certificate root) {
    try {
      String pem = Pem.write("CERTIFICATE", root.getEncoded());
      JsonNode added =
          created(
              "admin", ROOTS, Map.of("name", "Fake Manufacturer", "pem", pem, "attested", false));
      String confirmation = ROOTS + "/" + added.get("fingerprint").asText() + "/confirmation";
      expect(200, post("approver", confirmation, Map.of()));
      Thread.sleep(UNTIL_TRUSTED);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The administrator retires a manufacturer's root.
  public void retire(X509Certificate root) {
    expect(200, post("admin", ROOTS + "/" + Fingerprint.of(root) + "/retirement", Map.of()));
  }

  /// The operator revokes a certificate.
  public HttpResponse<String> revoke(String serialNumber, String reason) {
    return post(
        "operator",
        "/api/v1/certificates/" + serialNumber + "/revocation",
        Map.of("reason", reason));
  }

  /// Somebody decides about an identity, right after a login.
  ///
  /// @param login one of the town's people
  /// @param path below `/api/v1`
  public HttpResponse<String> decide(String login, String path, Map<String, String> body) {
    return posted(town.freshToken(login), "/api/v1" + path, body);
  }

  /// What the API answers to the auditor.
  ///
  /// @param path below `/api/v1`
  public JsonNode shown(String path) {
    HttpResponse<String> answer = town.send(request("auditor", "/api/v1" + path).build());
    expect(200, answer);
    return json(answer);
  }

  /// The auditor looks for the newest events of a type.
  public JsonNode events(String type) {
    return found("type=" + type);
  }

  /// The newest events of one type about a site, at most a hundred.
  public JsonNode events(String type, Registered site) {
    return found("type=" + type + "&site=" + site.site());
  }

  private JsonNode found(String query) {
    HttpResponse<String> answer =
        town.send(request("auditor", "/api/v1/log/events?" + query).build());
    expect(200, answer);
    return json(answer).get("events");
  }

  private JsonNode created(String login, String path, Object body) {
    HttpResponse<String> answer = post(login, path, body);
    expect(201, answer);
    return json(answer);
  }

  private HttpResponse<String> post(String login, String path, Object body) {
    return posted(town.token(login), path, body);
  }

  private HttpResponse<String> posted(String token, String path, Object body) {
    return town.send(
        withToken(token, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()))
            .build());
  }

  private HttpRequest.Builder request(String login, String path) {
    return withToken(town.token(login), path);
  }

  private HttpRequest.Builder withToken(String token, String path) {
    return HttpRequest.newBuilder(town.web().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
