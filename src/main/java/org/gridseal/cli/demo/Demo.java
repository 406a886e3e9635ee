package org.gridseal.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.x509.Pem;

/// The main job from end to end. Each step says what it is going to do, does it over the wire, and
/// says what came back; the first that does not do what it says ends the demo.
final class Demo {
  /// Units that make a site large enough for two approvals (tier T3: above 200 kVA).
  private static final int LARGE = 40;

  private final Installation installation;
  private final String run;
  private final FakeManufacturer manufacturer = new FakeManufacturer();
  private int steps;

  /// @param run tells this run from every other: sites and devices get their names from it
  Demo(Installation installation, String run) {
    this.installation = installation;
    this.run = run;
  }

  void play() {
    String root = step("admin adds a manufacturer's root", this::addManufacturer);
    step("another person confirms it", () -> confirmManufacturer(root));
    FakeManufacturer.Device made = manufacturer.make(serial(1));
    JsonNode home =
        step("installer registers a home of 5.5 kVA", () -> register("H" + run, 1, made));
    EstDevice device = installation.device(made);
    step("its device asks too early and is told to wait", () -> waits(device, made.keys()));
    step("operator approves", () -> approve("operator", home, "APPROVED"));
    KeyPair firstKeys = manufacturer.newKeys();
    X509Certificate first =
        step("the device enrolls over EST", () -> device.certificate("simpleenroll", firstKeys));
    step("a relying party believes it", () -> believed(first));
    step("the same request again gives the same bytes", () -> repeats(device, firstKeys, first));
    EstDevice certified = device.with(first, firstKeys);
    KeyPair secondKeys = manufacturer.newKeys();
    X509Certificate second =
        step(
            "the device renews with a new key",
            () -> certified.certificate("simplereenroll", secondKeys));
    step("operator revokes the first certificate", () -> revoke(first));
    step("OCSP and CRL say so", () -> disbelieved(first));
    step("the device listener refuses it", () -> refused(certified));
    step("the second is as good as before", () -> believed(second));
    playLargeSite();
    step("auditor finds all of it", () -> audit(home));
    step("the whole log verifies", this::verify);
  }

  private void playLargeSite() {
    FakeManufacturer.Device made = manufacturer.make(serial(2));
    JsonNode plant =
        step("installer registers a site of 220 kVA", () -> register("L" + run, LARGE, made));
    step("operator approves: one of two", () -> approve("operator", plant, "SUBMITTED"));
    step("the same person cannot be the second", () -> secondTime(plant));
    step("another person approves", () -> approve("approver", plant, "APPROVED"));
    step(
        "its device enrolls over CCM_8, tied to its connection",
        () -> installation.ieee2030Device(made).certificate(manufacturer.newKeys()));
  }

  private <T> T step(String what, Supplier<T> work) {
    long begin = System.nanoTime();
    System.out.printf("%2d  %-50s ", ++steps, what);
    System.out.flush();
    T result = work.get();
    String told = told(result);
    System.out.printf("%5d ms  %s%n", (System.nanoTime() - begin) / 1_000_000, told);
    return result;
  }

  private static String told(Object result) {
    return switch (result) {
      case X509Certificate certificate -> {
        Lfdi lfdi = Lfdi.ofCertificate(encodingOf(certificate));
        yield "LFDI %s, SFDI %s".formatted(lfdi.display(), Sfdi.of(lfdi).display());
      }
      case JsonNode site ->
          "%s, tier %s, %s of %s approvals"
              .formatted(
                  site.path("state").asText().toLowerCase(java.util.Locale.ROOT),
                  site.path("tier").asText(),
                  site.path("approvalsGiven").asText(),
                  site.path("approvalsNeeded").asText());
      default -> result.toString();
    };
  }

  private String serial(int number) {
    return "%08x%02x".formatted(run.hashCode(), number);
  }

  private String addManufacturer() {
    var root =
        DemoSite.object()
            .put("name", "Fake Inverters " + run)
            .put("pem", Pem.write("CERTIFICATE", encodingOf(manufacturer.root())));
    return installation
        .api()
        .post("admin", "/api/v1/manufacturer-roots", root, 201)
        .get("fingerprint")
        .asText();
  }

  private String confirmManufacturer(String root) {
    String path = "/api/v1/manufacturer-roots/" + root + "/confirmation";
    return installation.api().post("approver", path, DemoSite.object(), 200).get("state").asText();
  }

  private JsonNode register(String name, int units, FakeManufacturer.Device device) {
    JsonNode site = DemoSite.of(name, units, device.hardware());
    return installation.api().post("installer", "/api/v1/registrations", site, 201);
  }

  private static String waits(EstDevice device, KeyPair keys) {
    HttpResponse<byte[]> answer = device.enroll("simpleenroll", keys);
    Api.expect(202, answer);
    return "202, Retry-After " + answer.headers().firstValue("Retry-After").orElse("missing");
  }

  private JsonNode approve(String login, JsonNode site, String expected) {
    JsonNode after =
        installation.api().post(login, path(site) + "/approval", DemoSite.object(), 200);
    if (!after.get("state").asText().equals(expected)) {
      throw new FailedStepException("the site is " + after.get("state").asText());
    }
    return after;
  }

  private String secondTime(JsonNode site) {
    JsonNode problem =
        installation.api().post("operator", path(site) + "/approval", DemoSite.object(), 403);
    return problem.path("detail").asText();
  }

  private static String path(JsonNode site) {
    return "/api/v1/registrations/" + site.get("id").asText();
  }

  private static String repeats(EstDevice device, KeyPair keys, X509Certificate first) {
    X509Certificate again = device.certificate("simpleenroll", keys);
    if (!Arrays.equals(encodingOf(again), encodingOf(first))) {
      throw new FailedStepException("a second certificate was issued for the same request");
    }
    return "serial %040x".formatted(first.getSerialNumber());
  }

  private String revoke(X509Certificate certificate) {
    var reason = DemoSite.object().put("reason", "superseded");
    String serial = "%040x".formatted(certificate.getSerialNumber());
    JsonNode done =
        installation
            .api()
            .post("operator", "/api/v1/certificates/" + serial + "/revocation", reason, 200);
    return "superseded at " + done.get("revokedAt").asText();
  }

  private String believed(X509Certificate certificate) {
    if (!installation.relying().believes(certificate)) {
      throw new FailedStepException("OCSP calls the certificate revoked");
    }
    return "path, explicit policy and OCSP: good";
  }

  private String disbelieved(X509Certificate certificate) {
    if (installation.relying().believes(certificate)) {
      throw new FailedStepException("OCSP still calls the certificate good");
    }
    if (!installation.relying().isListedSoon(certificate)) {
      throw new FailedStepException("the CRL does not list the certificate");
    }
    return "revoked in both";
  }

  private String refused(EstDevice device) {
    HttpResponse<byte[]> answer = device.enroll("simplereenroll", manufacturer.newKeys());
    Api.expect(403, answer);
    return new String(answer.body(), StandardCharsets.UTF_8).strip();
  }

  private String audit(JsonNode site) {
    JsonNode page =
        installation.api().get("auditor", "/api/v1/log/events?site=" + site.get("id").asText());
    List<JsonNode> events = StreamSupport.stream(page.get("events").spliterator(), false).toList();
    long proved =
        events.stream()
            .map(event -> installation.api().getBytes("auditor", event.get("proof").asText()))
            .filter(proof -> proof.length > 0)
            .count();
    if (proved == 0) {
      throw new FailedStepException("no event of the site was found");
    }
    return proved + " events, each with its proof";
  }

  private String verify() {
    try {
      Path token = Files.createTempFile("gridseal-demo", ".token");
      try {
        Files.writeString(token, installation.api().token("auditor"));
        return installation.verifyLog(token);
      } finally {
        Files.delete(token);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encodingOf(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
