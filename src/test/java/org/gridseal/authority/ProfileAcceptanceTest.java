package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;
import org.gridseal.authority.CertificateProfile.Purpose;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Tool;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What OpenSSL, the JDK and Bouncy Castle think of a certificate of each profile in
/// `policies/profiles`, on each curve that it takes, and of its twin that must be refused.
///
/// What is expected is derived from the profile, so that a new one is tested without being named.
class ProfileAcceptanceTest {
  private static final String OK = "certificate.pem: OK";

  /// Purposes as `openssl verify -purpose` calls them.
  private static final Map<String, Purpose> PURPOSES =
      Map.of(
          "sslclient", Purpose.clientAuth,
          "sslserver", Purpose.serverAuth,
          "timestampsign", Purpose.timeStamping);

  private static final Set<Purpose> OF_TLS = Set.of(Purpose.clientAuth, Purpose.serverAuth);

  /// The programs ask their own clock, so ours must run with it.
  private final Instant now = Instant.now();

  @TempDir Path folder;

  private Tool tool;

  @BeforeEach
  void needsOpenssl() {
    Tool.require("openssl", "openssl");
    tool = new Tool(folder);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("everyCurveOfEveryProfile")
  void isAcceptedByAll(String name, String curve) throws Exception {
    Issued issued = Issued.of(Authorities.profile(name), curve, now);

    assertThat(verified(issued, "-x509_strict")).contains(OK);
    assertThat(
            tool.ok(
                "openssl",
                "verify",
                "-x509_strict",
                "-check_ss_sig",
                "-CAfile",
                "root.pem",
                "root.pem"))
        .contains("root.pem: OK");
    assertThat(x509("-text")).contains("Version: 3 (0x2)", "Signature Algorithm: ecdsa-with-SHA");
    for (String provider : List.of("SUN", "BC")) {
      assertThatCode(() -> validate(issued, provider, parameters(issued)))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfile")
  void isRefusedByAllWhenAStrangerSignsIt(String name) throws Exception {
    Issued stranger = issued(name);
    Issued ours = issued(name);
    var twin = new Issued(ours.profile(), stranger.certificate(), ours.authorities());

    assertThat(verified(twin)).contains("verification failed");
    refusedByBoth(twin, parameters(twin));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfile")
  void isRefusedByAllOutsideItsLife(String name) throws Exception {
    Issued issued = issued(name);
    Instant end = issued.certificate().getNotAfter().toInstant();
    boolean endless = issued.profile().validity().isIndefinite();
    Instant then = endless ? now.minus(Duration.ofDays(1)) : end.plusSeconds(1);
    PKIXParameters parameters = parameters(issued);
    parameters.setDate(Date.from(then));

    assertThat(verified(issued, "-attime", Long.toString(then.getEpochSecond())))
        .contains(endless ? "certificate is not yet valid" : "certificate has expired");
    refusedByBoth(issued, parameters);
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("everyPurposeOfEveryEndEntity")
  void servesItsPurposesInOpensslAndNoOther(String name, String purpose) throws Exception {
    Issued issued = issued(name);

    assertThat(verified(issued, "-purpose", purpose))
        .contains(serves(issued.profile(), named(purpose)) ? OK : "unsuitable certificate");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyEndEntity")
  void speaksTlsWithTheJdkOnlyOnItsSides(String name) throws Exception {
    Issued issued = issued(name);
    X509Certificate[] chain = issued.path().toArray(X509Certificate[]::new);
    X509TrustManager manager = trusting(issued.root());

    assertThat(accepts(() -> manager.checkClientTrusted(chain, "EC")))
        .isEqualTo(serves(issued.profile(), Purpose.clientAuth));
    assertThat(accepts(() -> manager.checkServerTrusted(chain, "ECDHE_ECDSA")))
        .isEqualTo(serves(issued.profile(), Purpose.serverAuth));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyEndEntity")
  void isKnownByItsHostNameWhereItHasOneAndByNoOther(String name) throws Exception {
    Issued issued = issued(name);
    boolean named = issued.profile().presence(Form.dnsNames) != Presence.none;

    assertThat(verified(issued, "-verify_hostname", "gateway.example"))
        .contains(named ? OK : "hostname mismatch");
    assertThat(verified(issued, "-verify_hostname", "elsewhere.example"))
        .contains("hostname mismatch");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyEndEntity")
  void holdsForItsPoliciesAndForNoOther(String name) throws Exception {
    Issued issued = issued(name);
    List<String> policies =
        issued.profile().certificatePolicies().map(PolicyIdentifiers::oids).orElse(List.of());

    for (String policy : policies) {
      assertThat(verified(issued, "-explicit_policy", "-policy", policy)).contains(OK);
      for (String provider : List.of("SUN", "BC")) {
        assertThatCode(() -> validate(issued, provider, demanding(issued, policy)))
            .doesNotThrowAnyException();
      }
    }
    String foreign = "1.3.6.1.4.1.32473.1";
    assertThat(verified(issued, "-explicit_policy", "-policy", foreign))
        .contains("no explicit policy");
    refusedByBoth(issued, demanding(issued, foreign));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ieee2030.5-device-factory | Not After : Dec 31 23:59:59 9999 GMT |",
        // OpenSSL 3.4 and later have a name for it.
        "ieee2030.5-device-factory | 2.5.29.56: | No Revocation Available",
        "ieee2030.5-test-device | Policy: 1.3.6.1.4.1.40732.2.1 |",
        "csip-aggregator | Policy: 1.3.6.1.4.1.40732.2.3 |",
        "vpn-gateway | ipsec Internet Key Exchange |",
        "ocsp-responder | OCSP No Check |",
        "tsa | X509v3 Extended Key Usage: critical |",
        "iec61850-8-2-xmpp | inverter7@der.example |",
        "sunspec-modbus-client | 1.3.6.1.4.1.50316.802.1: |",
        "iec62351-8-role | 1.2.840.10070.8.1: |"
      })
  void showsInOpensslWhatMakesItItself(String name, String first, String orSo) throws Exception {
    write("certificate.pem", List.of(issued(name).certificate()));

    String text = x509("-text");

    assertThat(Stream.of(first, orSo == null ? first : orSo)).anyMatch(text::contains);
  }

  /// All but roots, which nobody issues.
  static Stream<String> everyProfile() {
    return Authorities.profiles().stream()
        .filter(profile -> !profile.isSelfIssued())
        .map(CertificateProfile::name)
        .sorted();
  }

  static Stream<String> everyEndEntity() {
    return everyProfile().filter(name -> !Authorities.profile(name).isAuthority());
  }

  static Stream<Arguments> everyCurveOfEveryProfile() {
    return everyProfile()
        .flatMap(
            name ->
                Authorities.profile(name).keys().stream().map(curve -> Arguments.of(name, curve)));
  }

  static Stream<Arguments> everyPurposeOfEveryEndEntity() {
    return everyEndEntity()
        .flatMap(name -> PURPOSES.keySet().stream().sorted().map(word -> Arguments.of(name, word)));
  }

  /// A certificate without purposes serves TLS on both sides, and nothing that asks for its purpose
  /// by name (RFC 3161 §2.3).
  private static boolean serves(CertificateProfile profile, Purpose purpose) {
    Set<Purpose> stated = profile.extendedKeyUsage().purposes();
    return stated.isEmpty() ? OF_TLS.contains(purpose) : stated.contains(purpose);
  }

  private static Purpose named(String word) {
    return Objects.requireNonNull(PURPOSES.get(word));
  }

  private Issued issued(String name) {
    return Issued.of(Authorities.profile(name), "P-256", now);
  }

  private String verified(Issued issued, String... more) throws Exception {
    write("root.pem", List.of(issued.root()));
    write("between.pem", issued.between());
    write("certificate.pem", List.of(issued.certificate()));
    List<String> between =
        issued.between().isEmpty() ? List.of() : List.of("-untrusted", "between.pem");
    return tool.run(
            Tool.words(
                List.of("openssl", "verify", "-CAfile", "root.pem"),
                List.of(more),
                between,
                List.of("certificate.pem")))
        .all();
  }

  private String x509(String what) {
    return tool.ok("openssl", "x509", "-in", "certificate.pem", "-noout", what);
  }

  private PKIXParameters parameters(Issued issued) throws GeneralSecurityException {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(issued.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private PKIXParameters demanding(Issued issued, String policy) throws GeneralSecurityException {
    PKIXParameters parameters = parameters(issued);
    parameters.setExplicitPolicyRequired(true);
    parameters.setInitialPolicies(Set.of(policy));
    return parameters;
  }

  private static void refusedByBoth(Issued issued, PKIXParameters parameters) {
    for (String provider : List.of("SUN", "BC")) {
      assertThatThrownBy(() -> validate(issued, provider, parameters))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  private static void validate(Issued issued, String provider, PKIXParameters parameters)
      throws GeneralSecurityException {
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(issued.path());
    CertPathValidator validator =
        provider.equals("BC")
            ? CertPathValidator.getInstance("PKIX", new BouncyCastleProvider())
            : CertPathValidator.getInstance("PKIX");
    validator.validate(path, parameters);
  }

  private static X509TrustManager trusting(X509Certificate root) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static boolean accepts(Check check) {
    try {
      check.run();
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private void write(String name, List<X509Certificate> certificates) throws Exception {
    var text = new StringBuilder();
    for (X509Certificate each : certificates) {
      text.append(Pem.write("CERTIFICATE", each.getEncoded()));
    }
    tool.write(name, text.toString());
  }

  private interface Check {
    void run() throws CertificateException;
  }
}
