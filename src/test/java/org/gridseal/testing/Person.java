package org.gridseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A person with a browser, who notices what should not be there.
///
/// The browser accepts the development CA of the town; everything else is as on anybody's machine.
public final class Person implements AutoCloseable {
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /// Debian's, because the build machines can fetch no browser of their own.
  private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Town town;
  private final String login;
  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final List<String> surprises = new ArrayList<>();
  private final List<Response> answers = new ArrayList<>();

  private Person(Town town, String login, Browser.NewContextOptions device) {
    this.town = town;
    this.login = login;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIET));
    this.context = browser.newContext(device.setIgnoreHTTPSErrors(true));
    this.page = context.newPage();
    watch();
  }

  public static Person onAPhone(Town town, String login) {
    return new Person(
        town,
        login,
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setIsMobile(true)
            .setHasTouch(true));
  }

  public static Person atADesk(Town town, String login) {
    return new Person(
        town,
        login,
        new Browser.NewContextOptions()
            .setViewportSize(1280, 900)
            .setColorScheme(ColorScheme.DARK));
  }

  /// Everything that an installer types, by field, for a site of one unit.
  ///
  /// @param kilovoltAmperes its size, which is also what the utility approved
  public static Map<String, String> aSite(String reference, String kilovoltAmperes) {
    String serial = "SN" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("/applicationRef", reference);
    typed.put("/connectionPoint/id", "SP-0099812");
    typed.put("/connectionPoint/serviceAccountNo", "8812-5521");
    typed.put("/connectionPoint/meterNo", "M-4471");
    typed.put("/address/line", "1421 Example Road");
    typed.put("/address/city", "Berkeley");
    typed.put("/address/region", "CA");
    typed.put("/address/postcode", "94705");
    typed.put("/customer/name", "Customer of the test");
    typed.put("/customer/email", "customer@example.org");
    typed.put("/customer/phone", "+1 510 555 0142");
    typed.put("/installer/name", "Sunrise Solar");
    typed.put("/installer/licenceNo", "C46-1029");
    typed.put("/installer/email", "office@example.org");
    typed.put("/installer/phone", "+1 510 555 0101");
    typed.put("/grid/approvedCapacityVA", kilovoltAmperes);
    typed.put("/units/0/serial", serial);
    typed.put("/units/0/manufacturer", "Example Power");
    typed.put("/units/0/model", "EX-7600");
    typed.put("/units/0/rtgMaxW", kilovoltAmperes);
    typed.put("/units/0/rtgMaxVA", kilovoltAmperes);
    typed.put("/units/0/commissioningDate", "2026-01-15");
    typed.put("/units/0/mfID", "40732");
    typed.put("/units/0/hwVer", "1.0");
    typed.put("/units/0/swVer", "2.3");
    typed.put("/units/0/modesSupported", "3F");
    typed.put("/devices/0/hwType", "1.3.6.1.4.1.40732.3.1");
    typed.put("/devices/0/hwSerialNum", serial);
    typed.put("/declaration/name", "Installer of the test");
    typed.put("/declaration/role", "Electrician");
    return typed;
  }

  public Page page() {
    return page;
  }

  /// Comes as a stranger, signs in at the identity provider, and is back when this returns.
  public void signIn() {
    page.navigate(town.web() + "/");
    lookAround();
    page.getByText("Sign in").click();
    page.locator("#username").fill(login);
    page.locator("#password").fill(town.password(login));
    page.locator("#kc-login").click();
    page.locator(".gs-who").waitFor();
    page.locator("#page h1").waitFor();
  }

  /// Proves to be there once more, and is back on the page of before when this returns.
  public void logInAgain() {
    page.locator("#password").fill(town.password(login));
    page.locator("#kc-login").click();
    page.locator(".gs-who").waitFor();
    page.locator("#page h1").waitFor();
  }

  /// Looks at the page in light and in dark, with the eyes of axe.
  public void lookAround() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      new AxeBuilder(page)
          .setLegacyMode(true)
          .withTags(WCAG)
          .analyze()
          .getViolations()
          .forEach(
              rule ->
                  surprises.add(
                      page.url() + " " + scheme + " axe: " + rule.getId() + " " + rule.getNodes()));
    }
  }

  /// Fails unless nothing was seen that should not be there.
  public void leave() {
    page.waitForTimeout(100);
    assertThat(surprises).isEmpty();
    assertThat(answers.stream().filter(this::touchesCookies).map(Response::url)).isEmpty();
    assertThat(context.cookies(town.web().toString()).stream().map(Person::told)).isEmpty();
  }

  @Override
  public void close() {
    playwright.close();
  }

  private void watch() {
    page.onConsoleMessage(this::noteConsole);
    page.onPageError(error -> surprises.add("page error: " + error));
    page.onResponse(answers::add);
    page.addInitScript(
        "addEventListener('securitypolicyviolation', e =>"
            + " console.error('violated', e.violatedDirective, e.blockedURI, e.sourceFile))");
  }

  /// The browser calls each answer from 400 on an error; that a form was not accepted is none, nor
  /// that a decision needs a fresh login.
  private void noteConsole(ConsoleMessage message) {
    String status = "the server responded with a status of ";
    boolean expected =
        message.text().contains(status + 422)
            || (message.text().contains(status + 401) && message.location().contains("/decision"));
    if (isOurs(page.url()) && message.type().equals("error") && !expected) {
      surprises.add("console: " + message.text());
    }
  }

  private boolean touchesCookies(Response answer) {
    return isOurs(answer.url())
        && (answer.allHeaders().containsKey("set-cookie")
            || answer.request().allHeaders().containsKey("cookie"));
  }

  private boolean isOurs(String url) {
    URI uri = URI.create(url);
    return uri.getPort() == town.web().getPort();
  }

  private static String told(Cookie cookie) {
    return cookie.name + " for " + cookie.domain + cookie.path;
  }
}
