package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gridseal.site.Lfdi;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Person;
import org.gridseal.testing.Replica;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who is let in no more: people decide it at one service, and devices feel it at the other.
class KeptOutIT {
  /// A tenth of what the strictest tier demands.
  private static final Duration SOON = Duration.ofSeconds(6);

  private static final Town TOWN = Town.shared();
  private static final Replica REPLICA = new Replica(TOWN);

  private final Townspeople people = new Townspeople(TOWN);

  @BeforeAll
  static void startTheSecond() {
    REPLICA.start();
  }

  @AfterAll
  static void stopTheSecond() {
    REPLICA.close();
  }

  @Test
  void aFactoryCertificateThatNobodyCanRevokeIsDeniedAndAllowedAgain() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    String lfdi = lfdi(born.certificate());
    try (TlsDevice.Connection here = device(born, TOWN.device()).connect();
        TlsDevice.Connection there = device(born, REPLICA.device()).connect()) {
      assertThat(enroll(here).status()).isEqualTo(200);
      assertThat(enroll(there).status()).isEqualTo(200);

      HttpResponse<String> denied =
          people.decide("operator", "/lfdis/" + lfdi + "/denial", Map.of("reason", "stolen"));

      assertThat(denied.statusCode()).as(denied.body()).isEqualTo(200);
      assertThat(endsWithin(here)).isTrue();
      assertThat(endsWithin(there)).isTrue();
    }
    for (URI listener : List.of(TOWN.device(), REPLICA.device())) {
      Answer refused = once(born, listener);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).startsWith("lfdi-authorised: ").contains("call the utility");
    }
    assertThat(people.shown("/lfdis/" + lfdi).get("state").asText()).isEqualTo("DENIED");

    // It is a stranger's LFDI to the register, which knows the device by its hardware: so two
    // agree, each after a login of minutes ago.
    HttpResponse<String> first =
        people.decide("operator", "/lfdis/" + lfdi + "/allowance", Map.of("reason", "found"));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    String measure = "/measures/" + json(first).get("id").asText() + "/confirmation";
    HttpResponse<String> same = people.decide("operator", measure, Map.of());
    assertThat(same.statusCode()).isEqualTo(403);
    assertThat(json(same).at("/errors/0/rule").asText()).isEqualTo("second-person");
    assertThat(once(born, TOWN.device()).status()).as("not yet").isEqualTo(403);

    assertThat(people.decide("approver", measure, Map.of()).statusCode()).isEqualTo(200);

    assertThat(letIn(born, TOWN.device()).status()).isEqualTo(200);
    assertThat(letIn(born, REPLICA.device()).status()).isEqualTo(200);
    assertThat(people.events("measure-agreed").toString()).contains("measure-agreed");
  }

  @Test
  void aCertificateIsSuspendedReleasedAndRevoked() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    Manufacturer.Device certified = certified(born);
    String path = "/certificates/" + serial(site);
    JsonNode effect = people.shown(path + "/effects/suspend");
    assertThat(effect.get("device").asText()).isEqualTo(site.device());
    assertThat(effect.get("lfdi").asText()).isEqualTo(lfdi(certified.certificate()));
    assertThat(effect.get("tier").asText()).isEqualTo("T1");
    assertThat(effect.get("objections")).isEmpty();

    try (TlsDevice.Connection there = device(certified, REPLICA.device()).connect()) {
      assertThat(there.cacerts().status()).isEqualTo(200);
      assertThat(people.decide("operator", path + "/suspension", Map.of()).statusCode())
          .isEqualTo(200);
      assertThat(endsWithin(there)).isTrue();
    }
    Answer refused = once(certified, REPLICA.device());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).startsWith("certificate-not-revoked: ").contains("suspended");
    assertThat(once(born, REPLICA.device()).status())
        .as("the factory certificate is another identity")
        .isEqualTo(200);

    assertThat(people.decide("operator", path + "/release", Map.of()).statusCode()).isEqualTo(200);
    assertThat(letIn(certified, REPLICA.device()).status()).isEqualTo(200);

    assertThat(people.decide("operator", path + "/revocation", Map.of("reason", "x")).statusCode())
        .isEqualTo(422);
    Map<String, String> reason = Map.of("reason", "keyCompromise");
    assertThat(people.decide("operator", path + "/revocation", reason).statusCode()).isEqualTo(200);
    assertThat(people.decide("operator", path + "/release", Map.of()).statusCode()).isEqualTo(409);
    assertThat(once(certified, TOWN.device()).status()).isEqualTo(403);
  }

  @Test
  void aSiteIsSuspendedBroughtBackAndRetiredWithAllThatItHas() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    Manufacturer.Device certified = certified(born);
    String path = "/sites/" + site.site();
    try (TlsDevice.Connection here = device(born, TOWN.device()).connect();
        TlsDevice.Connection there = device(certified, REPLICA.device()).connect()) {
      assertThat(enroll(here).status()).isEqualTo(200);
      assertThat(there.cacerts().status()).isEqualTo(200);
      // So long it takes until it was found out whose connections these are.
      Thread.sleep(SOON.toMillis() + 1_000);
      JsonNode effect = people.shown(path + "/effects/suspend");
      assertThat(effect.get("devices").asInt()).isEqualTo(1);
      assertThat(effect.get("along")).isNotEmpty();
      assertThat(effect.get("connectionsAtThisReplica").asInt()).isEqualTo(1);

      HttpResponse<String> suspended =
          people.decide("operator", path + "/suspension", Map.of("reason", "underInvestigation"));

      assertThat(suspended.statusCode()).as(suspended.body()).isEqualTo(200);
      assertThat(endsWithin(here)).isTrue();
      assertThat(endsWithin(there)).isTrue();
    }
    assertThat(once(born, REPLICA.device()).body()).startsWith("site-open: ");
    String release = "/certificates/" + serial(site) + "/release";
    assertThat(people.decide("operator", release, Map.of()).statusCode()).isEqualTo(409);

    Map<String, String> cleared = Map.of("reason", "cleared");
    assertThat(people.decide("operator", path + "/restoration", cleared).statusCode())
        .isEqualTo(200);
    assertThat(letIn(born, TOWN.device()).status()).isEqualTo(200);
    assertThat(letIn(certified, REPLICA.device()).status()).isEqualTo(200);

    Map<String, String> gone = Map.of("reason", "outOfService");
    assertThat(people.decide("operator", path + "/retirement", gone).statusCode()).isEqualTo(200);
    assertThat(people.decide("operator", path + "/restoration", cleared).statusCode())
        .isEqualTo(409);
    assertThat(once(born, TOWN.device()).status()).isEqualTo(403);
    assertThat(once(certified, REPLICA.device()).status()).isEqualTo(403);
    assertThat(people.events("site-decided").toString()).contains("RETIRED");
  }

  @Test
  void nobodyElseTouchesSitesAndDevices() {
    Registered site = people.registerApproved();
    Map<String, String> reason = Map.of("reason", "underInvestigation");

    for (String login : List.of("installer", "auditor")) {
      for (String target : List.of("/sites/", "/devices/")) {
        for (String act : List.of("/suspension", "/restoration", "/retirement")) {
          String path = target + site.site() + act;
          assertThat(people.decide(login, path, reason).statusCode())
              .as(login + path)
              .isEqualTo(403);
        }
      }
    }
  }

  @Test
  void peopleSeeWhatTheyDoBeforeTheyDoItAndNeverMixUpTheTwo() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    Manufacturer.Device certified = certified(born);
    String serial = serial(site);
    String ours = lfdi(certified.certificate());
    String factory = lfdi(born.certificate());

    try (Person operator = Person.atADesk(TOWN, "operator");
        Person approver = Person.onAPhone(TOWN, "approver")) {
      operator.signIn();
      link(operator, "Identities").click();
      operator.page().locator("[name='/of']").fill("nothing");
      button(operator, "Find").click();
      operator.page().locator(".gs-problems").waitFor();
      operator.lookAround();
      operator.page().locator("[name='/of']").fill(serial);
      button(operator, "Find").click();
      Locator certificate = operator.page().locator("#certificate-" + serial);
      certificate.waitFor();
      certificate.locator("summary", named("Suspend the certificate")).click();
      opened(certificate).getByText("OCSP says so at once").waitFor();
      operator.lookAround();
      certificate.getByRole(AriaRole.BUTTON, buttonNamed("Suspend the certificate")).click();
      operator.page().getByText("It is done").waitFor();
      assertThat(status(certificate)).isEqualTo("Suspended");
      Locator lfdi = operator.page().locator("#lfdi-" + ours);
      assertThat(status(lfdi)).as("the other thing").isEqualTo("Allowed");

      operator.page().locator("[name='/of']").fill(factory);
      button(operator, "Find").click();
      Locator stranger = operator.page().locator("#lfdi-" + factory);
      stranger.waitFor();
      stranger.locator("summary", named("Deny the LFDI")).click();
      opened(stranger).getByText("No CRL lists it").waitFor();
      stranger.getByRole(AriaRole.BUTTON, buttonNamed("Deny the LFDI")).click();
      operator.page().getByText("It is done").waitFor();
      assertThat(status(stranger)).isEqualTo("Denied");
      stranger.locator("summary", named("Allow the LFDI")).click();
      opened(stranger).getByText("It waits until").waitFor();
      operator.lookAround();
      stranger.getByRole(AriaRole.BUTTON, buttonNamed("Allow the LFDI")).click();
      operator.page().getByText("It waits for somebody else to agree").waitFor();
      assertThat(waiting(operator, factory).innerText()).contains("somebody else must, too");
      assertThat(
              waiting(operator, factory).getByRole(AriaRole.BUTTON, buttonNamed("Agree")).count())
          .isZero();
      operator.lookAround();
      operator.leave();

      approver.signIn();
      approver.page().navigate(TOWN.web() + "/identities/" + factory);
      waiting(approver, factory).waitFor();
      approver.lookAround();
      waiting(approver, factory).getByRole(AriaRole.BUTTON, buttonNamed("Agree")).click();
      approver.page().getByText("It is done").waitFor();
      assertThat(status(approver.page().locator("#lfdi-" + factory))).isEqualTo("Allowed");
      approver.lookAround();
      approver.leave();
    }
    assertThat(letIn(born, REPLICA.device()).status()).isEqualTo(200);
  }

  @Test
  void aSiteIsSuspendedFromThePageOfItsRegistration() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device certified = certified(people.manufacturer().device(site.hardware()));
    try (Person operator = Person.onAPhone(TOWN, "operator")) {
      operator.signIn();
      operator.page().navigate(TOWN.web() + "/registrations/" + site.site());
      link(operator, "Suspend, bring back or retire").click();
      Locator card = operator.page().locator("#site-" + site.site());
      card.waitFor();
      card.locator("summary", named("Suspend the site")).click();
      opened(card).getByText("It takes along: 1 device, 1 certificate of ours").waitFor();
      opened(card).getByText("at this replica now").waitFor();
      operator.lookAround();

      card.getByRole(AriaRole.BUTTON, buttonNamed("Suspend the site")).click();

      operator.page().getByText("It is done").waitFor();
      assertThat(status(card)).isEqualTo("Suspended");
      assertThat(once(certified, TOWN.device()).status()).isEqualTo(403);
      operator.page().locator(".gs-ways a").last().click();
      Locator device = operator.page().locator("#device-" + site.device());
      device.waitFor();
      assertThat(status(device)).isEqualTo("Suspended");
      assertThat(device.locator("summary").allInnerTexts()).containsExactly("Retire the device");
      operator.lookAround();
      operator.leave();
    }
  }

  /// What an act will do, which people see before they do it.
  private static Locator opened(Locator card) {
    return card.locator("details[open]");
  }

  private static Locator waiting(Person person, String lfdi) {
    return person
        .page()
        .locator("section[id^='measure-']")
        .filter(new Locator.FilterOptions().setHasText(Lfdi.fromString(lfdi).display()));
  }

  private static String status(Locator card) {
    return card.locator(".pf-v6-c-label").first().innerText();
  }

  private static Locator.LocatorOptions named(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }

  private static Locator.GetByRoleOptions buttonNamed(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator button(Person person, String name) {
    return person
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Person person, String name) {
    return person
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first();
  }

  /// The device with a certificate of ours.
  private Manufacturer.Device certified(Manufacturer.Device born) throws Exception {
    KeyPair keys = Keys.p256();
    try (TlsDevice.Connection connection = device(born, TOWN.device()).connect()) {
      Answer issued = connection.enroll(Requests.of(keys).encoded());
      assertThat(issued.status()).as(issued.body()).isEqualTo(200);
      byte[] bundle = Base64.getMimeDecoder().decode(issued.body());
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(bundle))
                  .iterator()
                  .next();
      return new Manufacturer.Device(keys, List.of(certificate, certificate));
    }
  }

  private String serial(Registered site) {
    return people
        .shown("/certificates?device=" + site.device())
        .get(0)
        .get("serialNumber")
        .asText();
  }

  private static String lfdi(X509Certificate certificate) throws Exception {
    return Lfdi.ofCertificate(certificate.getEncoded()).toString();
  }

  private static TlsDevice device(Manufacturer.Device device, URI listener) {
    return TlsDevice.ordinary(device, listener.getPort(), "TLSv1.3");
  }

  private static Answer once(Manufacturer.Device device, URI listener) throws IOException {
    try (TlsDevice.Connection connection = device(device, listener).connect()) {
      return enroll(connection);
    }
  }

  /// Each replica hears of what was given back within a second or two.
  private static Answer letIn(Manufacturer.Device device, URI listener)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    Answer answer = once(device, listener);
    while (answer.status() == 403 && System.nanoTime() < end) {
      Thread.sleep(200);
      answer = once(device, listener);
    }
    return answer;
  }

  private static Answer enroll(TlsDevice.Connection connection) throws IOException {
    return connection.enroll(Requests.fresh().encoded());
  }

  private static boolean endsWithin(TlsDevice.Connection connection) throws IOException {
    connection.socket().setSoTimeout((int) SOON.toMillis());
    try {
      return connection.socket().getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}
