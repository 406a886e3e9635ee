package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gridseal.site.Lfdi;
import org.gridseal.testing.Deviations;
import org.gridseal.testing.Person;
import org.gridseal.testing.PolicyDesk;
import org.gridseal.testing.Town;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;

/// The pages as people meet them: a real browser, the real identity provider, the real service.
///
/// [Person#leave] is the oracle of each story: no cookie of ours, nothing that the
/// Content-Security-Policy had to stop, no error in the console, nothing that axe finds.
class SeenInABrowserIT {
  private final Town town = Town.shared();
  private final String reference = "IC-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aSiteIsRegisteredOnAPhoneAndApprovedAtADesk() {
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      registers(installer, "7.6");
      assertThat(installer.page().locator(".gs-reference").innerText()).isEqualTo(reference);
      installer.lookAround();
      installer.leave();
    }

    try (Person operator = Person.atADesk(town, "operator")) {
      operator.signIn();
      opens(operator);
      click(operator, "Approve");
      assertThat(status(operator)).isEqualTo("Approved");
      operator.lookAround();
      operator.leave();
    }
  }

  @Test
  void aLargeSiteNeedsASecondPerson() {
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      registers(installer, "1200");
      installer.leave();
    }

    try (Person operator = Person.atADesk(town, "operator")) {
      operator.signIn();
      opens(operator);
      click(operator, "Give approval 1 of 2");
      assertThat(status(operator)).isEqualTo("Approval 2 of 2");
      operator.page().getByText("A different person decides next").waitFor();
      assertThat(button(operator, "Give approval 2 of 2").count()).isZero();
      operator.lookAround();
      operator.leave();
    }

    try (Person approver = Person.atADesk(town, "approver")) {
      approver.signIn();
      opens(approver);
      click(approver, "Give approval 2 of 2");
      assertThat(status(approver)).isEqualTo("Approved");
      approver.leave();
    }
  }

  /// The token of a program says nothing of a login, which is as good as one of long ago.
  @Test
  void whoLoggedInTooLongAgoDoesSoAgainBeforeALargePlantIsApproved() {
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      registers(installer, "1200");
      installer.leave();
    }

    try (Person operator = Person.atADesk(town, "operator")) {
      operator.signIn();
      opens(operator);
      operator.page().route("**/decision", this::withAnotherToken);
      click(operator, "Give approval 1 of 2");
      button(operator, "Log in again").waitFor();
      operator.lookAround();
      operator.page().unroute("**/decision");

      button(operator, "Log in again").click();
      operator.logInAgain();

      click(operator, "Give approval 1 of 2");
      assertThat(status(operator)).isEqualTo("Approval 2 of 2");
      operator.leave();
    }
  }

  @Test
  void twoPeoplePutAnotherPolicyIntoForce() {
    try (var desk = new PolicyDesk(town)) {
      desk.change("upTo: 200 kVA }", "upTo: 150 kVA }", "above: 200 kVA", "above: 150 kVA");
      try (Person admin = Person.atADesk(town, "admin")) {
        admin.signIn();
        agreesToThePolicy(admin);
        assertThat(done(admin)).contains("You have agreed");
        admin.page().getByText("1 of 2 people have agreed").waitFor();
        admin.lookAround();
        admin.leave();
      }
      try (Person approver = Person.onAPhone(town, "approver")) {
        approver.signIn();
        agreesToThePolicy(approver);
        assertThat(done(approver)).contains("The policy is in force");
        approver.page().getByText("up to 150 kVA").first().waitFor();
        approver.leave();
      }
    }
  }

  private void agreesToThePolicy(Person person) {
    person.page().navigate(town.web().resolve("/policy").toString());
    person.page().getByText("registered sites were looked at").waitFor();
    person.lookAround();
    click(person, "Agree that it comes into force");
    person.page().getByText("Tick that you have read").waitFor();
    person.page().getByLabel("I have read what is different").check();
    click(person, "Agree that it comes into force");
  }

  private static String done(Person person) {
    return person.page().locator(".gs-done").innerText();
  }

  private void withAnotherToken(Route route) {
    Map<String, String> headers = new HashMap<>(route.request().allHeaders());
    headers.put("authorization", "Bearer " + town.token("operator"));
    route.resume(new Route.ResumeOptions().setHeaders(headers));
  }

  @Test
  void whatIsMissingIsSaidAboveTheFormAndBesideTheField() {
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      opensTheForm(installer);

      click(installer, "Submit the registration");

      Locator summary = installer.page().locator(".gs-problems");
      summary.waitFor();
      assertThat(installer.page().evaluate("document.activeElement.className"))
          .isEqualTo("gs-problems");
      summary.getByText("Connection point: Fill in this field").click();
      assertThat(installer.page().evaluate("document.activeElement.name"))
          .isEqualTo("/connectionPoint/id");
      installer.lookAround();
      installer.leave();
    }
  }

  @Test
  void aReturnedSiteIsChangedAndSubmittedAgain() {
    try (Person installer = Person.onAPhone(town, "installer");
        Person operator = Person.atADesk(town, "operator")) {
      installer.signIn();
      registers(installer, "5");
      operator.signIn();
      opens(operator);
      operator.page().getByLabel("Note").fill("The meter number is that of the neighbour.");
      click(operator, "Return for changes");
      assertThat(status(operator)).isEqualTo("Returned");
      operator.leave();

      link(installer, "See the registration").click();
      assertThat(installer.page().locator("blockquote").innerText()).contains("neighbour");
      link(installer, "Change and submit again").click();
      field(installer, "/connectionPoint/meterNo").fill("M-4472");
      installer.page().getByLabel("I declare that this is true").check();
      click(installer, "Submit the registration");

      installer.page().locator(".gs-reference").waitFor();
      installer.leave();
    }
  }

  @Test
  void aReloadKeepsThePersonSignedInAndSigningOutDoesNot() {
    try (Person operator = Person.atADesk(town, "operator")) {
      operator.signIn();

      operator.page().reload();

      assertThat(operator.page().locator("h1").innerText()).isEqualTo("Approvals");
      operator.page().locator(".gs-who summary").click();
      click(operator, "Sign out");
      operator.page().waitForURL(town.web() + "/");
      button(operator, "Sign in").waitFor();
      operator.leave();
    }
  }

  @Test
  void anInstallerLearnsWhyAnLfdiDoesNotMatch() {
    List<byte[]> chain = Deviations.of("policy-arc-misspelled");
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      link(installer, "Check a certificate").click();
      button(installer, "Check").waitFor();
      installer.lookAround();

      click(installer, "Check");
      installer.page().locator(".gs-problems").waitFor();
      field(installer, "/pem")
          .fill(
              chain.stream()
                  .map(each -> Pem.write("CERTIFICATE", each))
                  .collect(Collectors.joining()));
      field(installer, "/lfdi").fill(Lfdi.ofCertificate(chain.get(1)).display());
      click(installer, "Check");

      installer.page().getByText("It is the hash of the issuer's certificate").waitFor();
      assertThat(installer.page().getByText("policy-arc-misspelled").count()).isPositive();
      assertThat(installer.page().locator("section.gs-panel").count()).isEqualTo(3);
      installer.lookAround();
      installer.leave();
    }
  }

  @Test
  void thePolicyAndItsPriceAreSeenBeforeASiteIsRegistered() {
    try (Person installer = Person.onAPhone(town, "installer")) {
      installer.signIn();
      link(installer, "Policy").click();
      installer.page().getByText("To approve a site").waitFor();
      assertThat(installer.page().locator(".gs-tiers").innerText())
          .contains("Two different people", "up to 30 kVA", "TLS 1.2 with CCM_8");
      installer.lookAround();
      opensTheForm(installer);
      field(installer, "/units/0/rtgMaxVA").fill("7.6");
      field(installer, "/units/0/rtgMaxVA").blur();
      Locator card = installer.page().locator("#needs");
      card.getByText("What a 7.6 kVA site needs").waitFor();
      assertThat(card.innerText()).contains("T1 · Residential", "Geostationary", "USD");
      installer.lookAround();
      installer.leave();
    }
    try (Person operator = Person.atADesk(town, "operator")) {
      operator.signIn();
      link(operator, "Policy").click();
      link(operator, "What it costs on each WAN").click();
      operator.page().locator("[data-chart] svg").nth(1).waitFor();
      operator.lookAround();
      field(operator, "/sizeVA").fill("much");
      click(operator, "Work it out");
      operator.page().locator(".gs-problems").waitFor();
      field(operator, "/sizeVA").fill("2000");
      click(operator, "Work it out");
      operator.page().getByText("2,000 kVA: T4").first().waitFor();
      operator.page().locator("[data-chart='first-byte'] svg").waitFor();
      assertThat(operator.page().locator("[data-chart-table]").innerText())
          .contains("through a VPN");
      operator.lookAround();
      operator.leave();
    }
  }

  @Test
  void aHeadEndIsConnectedAndItsSecretShownOnce() {
    try (Person admin = Person.onAPhone(town, "admin")) {
      admin.signIn();
      link(admin, "Head-end").click();
      button(admin, "Add a receiver").waitFor();
      admin.lookAround();
      field(admin, "/url").fill("http://head-end.example/");
      click(admin, "Add a receiver");
      admin.page().locator(".gs-problems").waitFor();
      admin.lookAround();
      String url = "https://head-end.example/" + reference;
      field(admin, "/url").fill(url);

      click(admin, "Add a receiver");

      Locator secret = admin.page().locator("#webhook-secret");
      secret.waitFor();
      String first = secret.innerText();
      assertThat(first).startsWith("whsec_");
      admin.lookAround();
      Locator card = card(admin, url);
      assertThat(card.locator(".pf-v6-c-label").innerText()).isEqualTo("Up to date");
      press(card, "Send a test");
      admin.page().getByText("did not take the test").first().waitFor();
      card.locator("summary").filter(having("Make a new secret")).click();
      press(card, "Make a new secret");
      admin.page().getByText("A new secret signs from now on").waitFor();
      assertThat(secret.innerText()).startsWith("whsec_").isNotEqualTo(first);
      assertThat(card.innerText()).contains("still signs as well, until");
      card.locator("summary").filter(having("Replay")).click();
      card.locator("[name$='/after']").fill("nonsense");
      press(card, "Replay");
      admin.page().getByText("Send a cursor of the feed").first().waitFor();
      admin.lookAround();
      card.locator("summary").filter(having("Remove")).click();
      press(card, "Remove");
      admin.page().getByText("The receiver is removed").waitFor();
      assertThat(card.count()).isZero();
      admin.leave();
    }
  }

  private static Locator card(Person person, String text) {
    return person.page().locator("section[id^='webhook-']").filter(having(text));
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void press(Locator card, String name) {
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void registers(Person installer, String kilovoltAmperes) {
    opensTheForm(installer);
    Map<String, String> typed = Person.aSite(reference, kilovoltAmperes);
    typed.forEach((name, value) -> field(installer, name).fill(value));
    installer.page().getByLabel("I declare that this is true").check();
    installer.lookAround();
    click(installer, "Submit the registration");
    installer.page().locator(".gs-reference").waitFor();
  }

  private static void opensTheForm(Person installer) {
    link(installer, "Register a site").click();
    button(installer, "Submit the registration").waitFor();
  }

  private void opens(Person reviewer) {
    reviewer.lookAround();
    link(reviewer, reference).click();
    reviewer.page().locator(".gs-decision").waitFor();
    reviewer.lookAround();
  }

  private static String status(Person person) {
    person.page().locator(".gs-done").waitFor();
    return person.page().locator(".gs-head .pf-v6-c-label").innerText();
  }

  private static Locator field(Person person, String name) {
    return person.page().locator("form [name='" + name + "']").first();
  }

  private static void click(Person person, String name) {
    button(person, name).click();
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
