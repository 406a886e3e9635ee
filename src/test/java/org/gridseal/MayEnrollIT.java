package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Person;
import org.gridseal.testing.Requests;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;

/// Who may enroll, as people decide it: a real browser, the real identity provider, the real
/// service, and devices that come to its listener.
class MayEnrollIT {
  private final Town town = Town.shared();
  private final Townspeople people = new Townspeople(town);

  @Test
  void aManufacturersRootIsAddedByOnePersonConfirmedByAnotherAndSucceeded() throws Exception {
    X509Certificate old = Manufacturer.serca("Old SERCA").root();
    X509Certificate next = Manufacturer.serca("New SERCA").root();
    String maker = "Maker " + UUID.randomUUID().toString().substring(0, 8);

    try (Person admin = Person.atADesk(town, "admin");
        Person approver = Person.onAPhone(town, "approver")) {
      admin.signIn();
      link(admin, "Manufacturers").click();
      button(admin, "Add; somebody else confirms").click();
      admin.page().locator(".gs-problems").waitFor();
      admin.lookAround();
      adds(admin, maker, old);
      assertThat(card(admin, old).innerText())
          .contains(maker, "Waits for a second person", Fingerprint.of(old).display());
      assertThat(card(admin, old).innerText()).contains("You have added this root");
      assertThat(button(admin, "Confirm").count()).isZero();
      admin.lookAround();

      approver.signIn();
      link(approver, "Manufacturers").click();
      confirmation(approver, old).click();
      approver.page().locator(".gs-problems").getByText("Compare the fingerprint first").waitFor();
      approver.lookAround();
      card(approver, old).getByLabel("I have compared the fingerprint").check();
      confirmation(approver, old).click();
      approver.page().locator(".gs-done").waitFor();
      assertThat(card(approver, old).innerText()).contains("Trusted");

      link(admin, "Manufacturers").click();
      card(admin, old).getByText("Retire this root").first().waitFor();
      admin.page().locator("[name='/succeeds']").selectOption(Fingerprint.of(old).toString());
      adds(admin, maker, next);
      assertThat(card(admin, next).innerText()).contains("Takes over from");

      link(approver, "Manufacturers").click();
      card(approver, next).getByLabel("I have compared the fingerprint").check();
      confirmation(approver, next).click();
      approver.page().locator(".gs-done").waitFor();
      card(approver, old).locator("summary").click();
      card(approver, old).getByText("Its successor is trusted").waitFor();
      approver.lookAround();
      card(approver, old)
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retire this root"))
          .click();
      approver.page().getByText("The root vouches for nobody any more").waitFor();
      approver
          .page()
          .locator("summary", new Page.LocatorOptions().setHasText("Retired roots"))
          .click();
      assertThat(card(approver, old).innerText()).contains("Retired");
      approver.lookAround();
      admin.leave();
      approver.leave();
    }
    assertThat(people.events("manufacturer-retired").toString()).contains("manufacturer-retired");
  }

  @Test
  void aPrivateKeyDoesNotLeaveTheBrowser() {
    try (Person admin = Person.atADesk(town, "admin")) {
      admin.signIn();
      link(admin, "Manufacturers").click();
      byte[] key = "-----BEGIN PRIVATE KEY-----\nAAAA\n".getBytes(StandardCharsets.US_ASCII);

      admin.page().locator("#pem-file").setInputFiles(new FilePayload("root.pem", "", key));

      admin.page().getByText("This holds a private key").waitFor();
      assertThat(admin.page().locator("[name='/pem']").inputValue()).isEmpty();
      admin.leave();
    }
  }

  @Test
  void anInstallerGetsACodeForADeviceOnceAndItOpensTheDoorUntilItIsWithdrawn() {
    Townspeople.Registered site = people.registerApproved();

    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      installer.page().navigate(town.web() + "/registrations/" + site.site());
      button(installer, "One-time code").click();
      String first = shown(installer);
      assertThat(installer.page().locator(".gs-qr path").getAttribute("d")).startsWith("M4 4h7");
      button(installer, "Copy Code").click();
      installer.page().getByText("Copied").waitFor();
      installer.lookAround();

      button(installer, "Withdraw the code").click();
      installer.page().getByText("The last code was withdrawn").waitFor();
      assertThat(enrolls(site, first)).isEqualTo(401);

      button(installer, "One-time code").click();
      String second = shown(installer);
      assertThat(second).isNotEqualTo(first);
      assertThat(enrolls(site, second)).isEqualTo(200);

      installer.page().reload();
      installer.page().getByText("The last code was used").waitFor();
      assertThat(installer.page().content()).doesNotContain(second);
      assertThat(installer.page().evaluate("JSON.stringify([localStorage, sessionStorage])"))
          .asString()
          .doesNotContain(second);
      installer.lookAround();
      installer.leave();
    }
  }

  private static void adds(Person admin, String maker, X509Certificate root) throws Exception {
    admin.page().locator("[name='/name']").fill(maker);
    admin
        .page()
        .locator("#pem-file")
        .setInputFiles(new FilePayload("root.der", "", root.getEncoded()));
    Locator field = admin.page().locator("[name='/pem']");
    admin.page().waitForFunction("() => document.querySelector('#f-pem').value !== ''");
    assertThat(field.inputValue()).isEqualToIgnoringWhitespace(pem(root));
    button(admin, "Add; somebody else confirms").click();
    card(admin, root).waitFor();
  }

  private static String pem(X509Certificate root) throws Exception {
    return Pem.write("CERTIFICATE", root.getEncoded());
  }

  /// The code that stands on the page now.
  private static String shown(Person person) {
    Locator code = person.page().locator(".gs-secret");
    code.waitFor();
    return code.innerText();
  }

  /// A device comes with a code and a new key.
  ///
  /// @return the status of the answer
  private int enrolls(Townspeople.Registered site, String code) {
    String credential = site.device() + ":" + code;
    URI address = town.device().resolve("/.well-known/est/simpleenroll");
    HttpResponse<String> answer =
        town.send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/pkcs10")
                .header(
                    "Authorization",
                    "Basic " + base64(credential.getBytes(StandardCharsets.US_ASCII)))
                .POST(HttpRequest.BodyPublishers.ofString(base64(Requests.fresh().encoded())))
                .build());
    return answer.statusCode();
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static Locator card(Person person, X509Certificate root) {
    return person.page().locator("#root-" + Fingerprint.of(root));
  }

  private static Locator confirmation(Person person, X509Certificate root) {
    return card(person, root)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Confirm"));
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
}
