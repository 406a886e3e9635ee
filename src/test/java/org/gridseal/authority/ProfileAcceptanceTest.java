package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.Authorities.profile;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Subjects;
import org.gridseal.testing.Tool;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What OpenSSL, the JDK and Bouncy Castle think of a certificate of each profile, on each curve
/// that it takes; and of the same certificate by a stranger, or used for something else.
class ProfileAcceptanceTest {
  /// The programs ask their own clock, so ours must run with it.
  private final Instant now = Instant.now();

  private final Authorities authorities = newAuthorities();

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
    X509Certificate certificate = issue(authorities, name, curve);

    assertThat(verified(certificate, name, "any")).contains("certificate.pem: OK");
    assertThatCode(() -> validate(certificate, name, "SUN")).doesNotThrowAnyException();
    assertThatCode(() -> validate(certificate, name, "BC")).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfile")
  void isRefusedByAllWhenAStrangerSignsIt(String name) throws Exception {
    X509Certificate twin = issue(newAuthorities(), name, "P-256");

    assertThat(verified(twin, name, "any")).contains("verification failed");
    assertThatThrownBy(() -> validate(twin, name, "SUN"))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> validate(twin, name, "BC"))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @ParameterizedTest(name = "{0}: {1}, not {2}")
  @CsvSource({
    "csip-aggregator, sslclient, timestampsign",
    "csip-aggregator, sslserver, timestampsign",
    "csip-aggregator-au, sslclient, timestampsign",
    "ieee2030.5-server, sslserver, timestampsign",
    "ieee2030.5-server-au, sslserver, timestampsign",
    "ieee2030.5-device, sslclient, timestampsign",
    "ieee2030.5-device-factory, sslclient, timestampsign",
    "ieee2030.5-test-device, sslclient, timestampsign",
    "openadr-ven, sslclient, sslserver",
    "openadr-vtn, sslserver, timestampsign",
    "iec61850-8-2-xmpp, sslclient, sslserver",
    "iec62351-8-role, sslclient, sslserver",
    "sunspec-modbus-client, sslclient, sslserver",
    "sunspec-modbus-server, sslserver, sslclient",
    "tls-server, sslserver, sslclient",
    "tsa, timestampsign, sslclient",
    "vpn-gateway, any, sslclient",
    "ocsp-responder, ocsphelper, sslserver"
  })
  void servesItsPurposeInOpensslAndNoOther(String name, String purpose, String other)
      throws Exception {
    X509Certificate certificate = issue(authorities, name, "P-256");

    assertThat(verified(certificate, name, purpose)).contains("certificate.pem: OK");
    assertThat(verified(certificate, name, other)).contains("unsuitable certificate purpose");
  }

  @ParameterizedTest(name = "{0}: client {1}, server {2}")
  @CsvSource({
    "csip-aggregator, true, true",
    "csip-aggregator-au, true, true",
    "ieee2030.5-server, true, true",
    "ieee2030.5-server-au, true, true",
    "ieee2030.5-device, true, true",
    "ieee2030.5-device-factory, true, true",
    "ieee2030.5-test-device, true, true",
    "openadr-ven, true, false",
    "openadr-vtn, true, true",
    "iec61850-8-2-xmpp, true, false",
    "iec62351-8-role, true, false",
    "sunspec-modbus-client, true, false",
    "sunspec-modbus-server, false, true",
    "tls-server, false, true",
    "tsa, false, false",
    "vpn-gateway, false, false",
    "ocsp-responder, false, false"
  })
  void speaksTlsWithTheJdkOnlyOnItsSide(String name, boolean client, boolean server)
      throws Exception {
    X509Certificate[] chain = {issue(authorities, name, "P-256"), issuer(name)};
    X509TrustManager manager = trusting(rootOf(name));

    assertThat(accepts(() -> manager.checkClientTrusted(chain, "EC"))).isEqualTo(client);
    assertThat(accepts(() -> manager.checkServerTrusted(chain, "ECDHE_ECDSA"))).isEqualTo(server);
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
    write("certificate.pem", issue(authorities, name, "P-256"));

    String text = tool.ok("openssl", "x509", "-in", "certificate.pem", "-noout", "-text");

    assertThat(Stream.of(first, orSo == null ? first : orSo)).anyMatch(text::contains);
  }

  static Stream<String> everyProfile() {
    return Authorities.profiles().stream()
        .filter(profile -> !profile.isAuthority())
        .map(CertificateProfile::name);
  }

  static Stream<Arguments> everyCurveOfEveryProfile() {
    return everyProfile()
        .flatMap(name -> profile(name).keys().stream().map(curve -> Arguments.of(name, curve)));
  }

  private Authorities newAuthorities() {
    return new Authorities(new InMemoryKey(), InstantSource.fixed(now));
  }

  private static X509Certificate issue(Authorities by, String name, String curve) {
    CertificationAuthority issuer = by.issuerOf(profile(name));
    var keys = curve.equals("P-384") ? Keys.p384() : Keys.p256();
    return issuer.sign(
        issuer.prepare(
            profile(name), Subjects.full(), SubjectKey.of(keys.getPublic()), Period.ofYears(1)));
  }

  private X509Certificate issuer(String name) {
    return authorities.issuerOf(profile(name)).certificate();
  }

  private X509Certificate rootOf(String name) {
    return issuer(profile(name).issuer());
  }

  private String verified(X509Certificate certificate, String name, String purpose)
      throws Exception {
    write("root.pem", rootOf(name));
    write("issuer.pem", issuer(name));
    write("certificate.pem", certificate);
    return tool.run(
            Tool.words(
                List.of("openssl", "verify", "-x509_strict", "-purpose", purpose),
                List.of("-CAfile", "root.pem", "-untrusted", "issuer.pem", "certificate.pem")))
        .all();
  }

  private void validate(X509Certificate certificate, String name, String provider)
      throws GeneralSecurityException {
    Provider by = provider.equals("BC") ? new BouncyCastleProvider() : null;
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(rootOf(name), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPath path =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(certificate, issuer(name)));
    CertPathValidator validator =
        by == null
            ? CertPathValidator.getInstance("PKIX")
            : CertPathValidator.getInstance("PKIX", by);
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

  private void write(String name, X509Certificate certificate) throws Exception {
    tool.write(name, Pem.write("CERTIFICATE", certificate.getEncoded()));
  }

  private interface Check {
    void run() throws CertificateException;
  }
}
