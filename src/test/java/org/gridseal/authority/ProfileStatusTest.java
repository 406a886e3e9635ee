package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.authority.CertificateProfile.Access;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Lists;
import org.gridseal.testing.Responders;
import org.gridseal.testing.Tool;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether OpenSSL, the JDK and Bouncy Castle learn by CRL and by OCSP that a certificate is good,
/// and that it is revoked: for each profile in `policies/profiles` that says where to ask.
class ProfileStatusTest {
  private final Instant now = Instant.now();

  @TempDir Path folder;

  private Tool tool;

  @BeforeEach
  void needsOpenssl() {
    Tool.require("openssl", "openssl");
    tool = new Tool(folder);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfileWithACrl")
  void isGoodByTheCrlUntilItIsOnIt(String name) throws Exception {
    Issued issued = issued(name);

    assertThat(byList(issued, List.of())).contains("certificate.pem: OK");
    validateBoth(issued, List.of());

    List<Revoked> revoked = List.of(revoked(issued));
    assertThat(byList(issued, revoked)).contains("certificate revoked");
    refusedByBoth(issued, revoked);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfileWithOcsp")
  void isGoodByOcspUntilItIsRevoked(String name) throws Exception {
    Issued issued = issued(name);

    assertThat(asked(issued, new Status.Good()))
        .contains("Response verify OK", "certificate.pem: good");
    assertThat(asked(issued, new Status.Unknown())).contains("certificate.pem: unknown");
    assertThat(asked(issued, new Status.Withdrawn(revoked(issued))))
        .contains("Response verify OK", "certificate.pem: revoked");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfileWithOcsp")
  void isGoodByOcspForTheJdkUntilItIsRevoked(String name) throws Exception {
    Issued issued = issued(name);

    asked(issued, new Status.Good());
    assertThatCode(() -> validateByAnswer(issued)).doesNotThrowAnyException();

    asked(issued, new Status.Withdrawn(revoked(issued)));
    assertThatThrownBy(() -> validateByAnswer(issued))
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
  }

  static Stream<String> everyProfileWithACrl() {
    return Authorities.profiles().stream()
        .filter(CertificateProfile::namesRevocationList)
        .map(CertificateProfile::name)
        .sorted();
  }

  static Stream<String> everyProfileWithOcsp() {
    return Authorities.profiles().stream()
        .filter(profile -> profile.authorityInfoAccess().contains(Access.ocsp))
        .map(CertificateProfile::name)
        .sorted();
  }

  private Issued issued(String name) throws Exception {
    Issued issued = Issued.of(Authorities.profile(name), "P-256", now);
    write("root.pem", issued.root());
    write("issuer.pem", issued.issuer().certificate());
    write("certificate.pem", issued.certificate());
    return issued;
  }

  private Revoked revoked(Issued issued) {
    var serialNumber = new SerialNumber(issued.certificate().getSerialNumber());
    // The JDK holds a certificate good in the very millisecond in which it is revoked.
    Instant before = now.minus(Duration.ofMinutes(1));
    return new Revoked(serialNumber, before, RevocationReason.keyCompromise);
  }

  private String byList(Issued issued, List<Revoked> revoked) {
    tool.write("list.der", list(issued.issuer(), revoked));
    String seen =
        tool.run(
                "openssl",
                "crl",
                "-in",
                "list.der",
                "-inform",
                "DER",
                "-noout",
                "-CAfile",
                "issuer.pem")
            .all();
    assertThat(seen).contains("verify OK");
    return tool.run(
            Tool.words(
                List.of("openssl", "verify", "-crl_check", "-CRLfile", "list.der"),
                List.of("-CAfile", "root.pem", "-untrusted", "issuer.pem", "certificate.pem")))
        .all();
  }

  private byte[] list(CertificationAuthority authority, List<Revoked> revoked) {
    return Lists.complete(authority, 1, now, revoked);
  }

  private void validateBoth(Issued issued, List<Revoked> revoked) {
    assertThatCode(() -> validate(issued, revoked, CertPathValidator.getInstance("PKIX")))
        .doesNotThrowAnyException();
    assertThatCode(() -> validate(issued, revoked, bouncyCastle())).doesNotThrowAnyException();
  }

  private void refusedByBoth(Issued issued, List<Revoked> revoked) {
    assertThatThrownBy(() -> validate(issued, revoked, CertPathValidator.getInstance("PKIX")))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("revoked");
    assertThatThrownBy(() -> validate(issued, revoked, bouncyCastle()))
        .isInstanceOf(CertPathValidatorException.class)
        .hasStackTraceContaining("revo");
  }

  /// Every authority's list is at hand; nobody fetches one.
  private void validate(Issued issued, List<Revoked> revoked, CertPathValidator validator)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<CRL> lists = new ArrayList<>();
    for (CertificationAuthority each : issued.authorities()) {
      List<Revoked> entries = each == issued.issuer() ? revoked : List.of();
      lists.add(factory.generateCRL(new ByteArrayInputStream(list(each, entries))));
    }
    PKIXParameters parameters = parameters(issued);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    parameters.setRevocationEnabled(true);
    validator.validate(path(issued), parameters);
  }

  /// Has OpenSSL ask, answers by file, and has it judge the answer.
  private String asked(Issued issued, Status status) {
    List<String> question = List.of("-issuer", "issuer.pem", "-cert", "certificate.pem");
    // The JDK sends no nonce, and gets the same answer here.
    tool.ok(
        Tool.words(
            List.of("openssl", "ocsp"), question, List.of("-no_nonce", "-reqout", "request.ocsp")));
    OcspRequest request = OcspRequest.parse(bytes("request.ocsp"));
    var answer = new OcspResponder.Answer(request.questions().getFirst(), status, Optional.empty());
    tool.write(
        "answer.ocsp",
        Responders.of(issued.issuer())
            .sign(List.of(answer), request, now, now, now.plus(Duration.ofHours(24)))
            .encoded());
    return tool.run(
            Tool.words(
                List.of("openssl", "ocsp"),
                question,
                List.of("-no_nonce", "-respin", "answer.ocsp", "-CAfile", "root.pem")))
        .all();
  }

  private void validateByAnswer(Issued issued) throws GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOcspResponses(Map.of(issued.certificate(), bytes("answer.ocsp")));
    checker.setOptions(Set.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
    PKIXParameters parameters = parameters(issued);
    parameters.addCertPathChecker(checker);
    validator.validate(path(issued), parameters);
  }

  private PKIXParameters parameters(Issued issued) throws GeneralSecurityException {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(issued.root(), null)));
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private static CertPath path(Issued issued) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509").generateCertPath(issued.path());
  }

  private static CertPathValidator bouncyCastle() throws GeneralSecurityException {
    return CertPathValidator.getInstance("PKIX", new BouncyCastleProvider());
  }

  private byte[] bytes(String name) {
    try {
      return Files.readAllBytes(tool.file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, X509Certificate certificate) throws Exception {
    tool.write(name, Pem.write("CERTIFICATE", certificate.getEncoded()));
  }
}
