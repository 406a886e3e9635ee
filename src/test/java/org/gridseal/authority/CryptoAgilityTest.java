package org.gridseal.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Lists;
import org.gridseal.testing.Responders;
import org.gridseal.testing.Tool;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Authorities with other keys than P-256, and whether those who never heard of us believe them:
/// the JDK, Bouncy Castle, and openssl where it knows the algorithm.
@SuppressWarnings("NullAway.Init") // Each test begins with establish.
class CryptoAgilityTest {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final List<CertificateProfile> PROFILES =
      ProfileFile.readAll(Path.of("policies/experimental"));

  private final Instant now = Instant.now();
  private final InstantSource time = InstantSource.fixed(now);
  private final AtomicLong last = new AtomicLong(9);

  @TempDir Path folder;

  private CertificationAuthority root;
  private CertificationAuthority issuing;
  private X509Certificate service;

  private SerialNumber serialNumber() {
    return new SerialNumber(BigInteger.valueOf(last.incrementAndGet()));
  }

  private void establish(SignatureAlgorithm algorithm) throws Exception {
    var keeper = new FileKeeper(folder.resolve("keys"), "password".toCharArray());
    SigningKey rootKey = keeper.generate("root", algorithm);
    var above = locations("experimental-root");
    X509Certificate anchor =
        CertificationAuthority.establishRoot(
            profile("experimental-root"),
            Subject.authority("Gridseal Test", "Root", "1"),
            rootKey,
            above,
            time,
            this::serialNumber);
    root = new CertificationAuthority(anchor, rootKey, above, time, this::serialNumber);
    SigningKey key = keeper.generate("issuing", algorithm);
    X509Certificate own =
        issue(
            root,
            "experimental-issuing",
            Subject.authority("Gridseal Test", "Issuing", "1"),
            key.publicKey());
    keeper.attach("issuing", own);
    SigningKey reopened = keeper.find("issuing").orElseThrow();
    issuing =
        new CertificationAuthority(
            own, reopened, locations("experimental-issuing"), time, this::serialNumber);
    Subject host =
        Subject.server("Gridseal Test", "head-end", List.of("head-end.example"), List.of());
    service = issue(issuing, "experimental-service", host, subjectKey(algorithm));
  }

  private static PublicKey subjectKey(SignatureAlgorithm algorithm) throws Exception {
    return algorithm.isExperimental()
        ? KeyPairGenerator.getInstance(algorithm.toString()).generateKeyPair().getPublic()
        : Keys.p384().getPublic();
  }

  private X509Certificate issue(
      CertificationAuthority issuer, String profile, Subject subject, PublicKey key) {
    return issuer.sign(
        issuer.prepare(profile(profile), subject, SubjectKey.of(key), Period.ofYears(1)));
  }

  private static StatusLocations locations(String name) {
    return new StatusLocations(URI.create("http://status.invalid"), name);
  }

  private static CertificateProfile profile(String name) {
    return PROFILES.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void theJdkAndBouncyCastleBelieveTheChain(SignatureAlgorithm algorithm) throws Exception {
    establish(algorithm);

    for (String provider : List.of("SUN", "BC")) {
      validate(provider, service, List.of());
    }
    assertThat(service.getSigAlgOID())
        .isEqualTo(algorithm.algorithmIdentifier().getAlgorithm().getId());
    assertThat(service.getSigAlgParams()).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void theJdkAndBouncyCastleRefuseAForgedOne(SignatureAlgorithm algorithm) throws Exception {
    establish(algorithm);
    byte[] encoded = service.getEncoded();
    encoded[encoded.length - 1] ^= 1;
    X509Certificate forged = Pem.certificate(encoded);

    for (String provider : List.of("SUN", "BC")) {
      assertThatThrownBy(() -> validate(provider, forged, List.of()))
          .isInstanceOf(CertPathValidatorException.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void theJdkAndBouncyCastleBelieveTheList(SignatureAlgorithm algorithm) throws Exception {
    establish(algorithm);
    byte[] encoded = list();

    X509CRL list =
        (X509CRL)
            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    list.verify(issuing.certificate().getPublicKey());
    assertThat(list.isRevoked(service)).isTrue();
    assertThat(new X509CRLHolder(encoded).isSignatureValid(bouncyCastle(issuing.certificate())))
        .isTrue();
    assertThat(new X509CRLHolder(encoded).isSignatureValid(bouncyCastle(root.certificate())))
        .isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void theJdkAndBouncyCastleBelieveTheAnswer(SignatureAlgorithm algorithm) throws Exception {
    establish(algorithm);
    byte[] good = answer(new OcspResponder.Status.Good());
    byte[] revoked = answer(new OcspResponder.Status.Withdrawn(revoked()));

    validate("SUN", service, List.of(checker(good)));
    assertThatThrownBy(() -> validate("SUN", service, List.of(checker(revoked))))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("revoked");
    var response = (BasicOCSPResp) new OCSPResp(good).getResponseObject();
    X509CertificateHolder responder = response.getCerts()[0];
    assertThat(responder.isSignatureValid(bouncyCastle(issuing.certificate()))).isTrue();
    assertThat(
            response.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(responder)))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_SHA256", mode = EnumSource.Mode.EXCLUDE)
  void bouncyCastleBelievesTheMessage(SignatureAlgorithm algorithm) throws Exception {
    establish(algorithm);

    byte[] message =
        issuing.signedMessage("1.2.840.113549.1.7.1", "content".getBytes(UTF_8), List.of());

    SignerInformation signer =
        new CMSSignedData(message).getSignerInfos().getSigners().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(new JcaX509CertificateHolder(issuing.certificate()))))
        .isTrue();
  }

  @Test
  void opensslBelievesAnAuthorityOnP384() throws Exception {
    Tool.require("openssl", "openssl");
    establish(SignatureAlgorithm.ECDSA_SHA384);
    Tool tool = new Tool(folder);
    tool.write("root.pem", Pem.write("CERTIFICATE", root.certificate().getEncoded()));
    tool.write("issuing.pem", Pem.write("CERTIFICATE", issuing.certificate().getEncoded()));
    tool.write("service.pem", Pem.write("CERTIFICATE", service.getEncoded()));
    tool.write("list.pem", Pem.write("X509 CRL", list()));
    tool.write("answer.ocsp", answer(new OcspResponder.Status.Good()));

    assertThat(
            tool.ok(
                "openssl",
                "verify",
                "-x509_strict",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "issuing.pem",
                "service.pem"))
        .contains("service.pem: OK");
    assertThat(
            tool.run("openssl", "crl", "-in", "list.pem", "-CAfile", "issuing.pem", "-noout").all())
        .contains("verify OK");
    assertThat(
            tool.run(
                    "openssl",
                    "verify",
                    "-crl_check",
                    "-CRLfile",
                    "list.pem",
                    "-CAfile",
                    "root.pem",
                    "-untrusted",
                    "issuing.pem",
                    "service.pem")
                .all())
        .contains("certificate revoked");
    assertThat(
            tool.run(
                    "openssl",
                    "ocsp",
                    "-respin",
                    "answer.ocsp",
                    "-issuer",
                    "issuing.pem",
                    "-cert",
                    "service.pem",
                    "-CAfile",
                    "root.pem",
                    "-no_nonce")
                .all())
        .contains("Response verify OK", "service.pem: good");
  }

  @Test
  void issuesNothingThatDevicesCannotVerify() throws Exception {
    establish(SignatureAlgorithm.ECDSA_SHA384);
    SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
    CertificateProfile aggregator = Authorities.profile("ieee2030.5-device");

    assertThatThrownBy(
            () ->
                issuing.prepare(
                    aggregator, Subject.authority("O", "CN", "1"), key, Period.ofYears(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("profile ieee2030.5-device is not signed with ecdsa-with-SHA384");
  }

  @Test
  void makesNoRootOfAKeyThatItsProfileDoesNotName() {
    assertThatThrownBy(
            () ->
                CertificationAuthority.establishRoot(
                    Authorities.profile("root"),
                    Subject.authority("O", "CN", "1"),
                    new InMemoryKey(Keys.p384()),
                    locations("root"),
                    time,
                    this::serialNumber))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsExperimentsOutOfProduction() {
    assertThat(CertificateProfile.established(PROFILES)).isEmpty();
    assertThat(CertificateProfile.established(Authorities.profiles()))
        .isEqualTo(Authorities.profiles());
  }

  private Revoked revoked() {
    return new Revoked(
        new SerialNumber(service.getSerialNumber()), now, RevocationReason.keyCompromise);
  }

  private byte[] list() {
    return Lists.complete(issuing, 1, now, List.of(revoked()));
  }

  private byte[] answer(OcspResponder.Status status) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var question =
        new CertificateID(
            digests.get(CertificateID.HASH_SHA1),
            new JcaX509CertificateHolder(issuing.certificate()),
            service.getSerialNumber());
    OcspRequest request =
        OcspRequest.parse(new OCSPReqBuilder().addRequest(question).build().getEncoded());
    var answer = new OcspResponder.Answer(request.questions().getFirst(), status, Optional.empty());
    return Responders.of(issuing)
        .sign(List.of(answer), request, now, now, now.plus(Duration.ofHours(1)))
        .encoded();
  }

  private PKIXRevocationChecker checker(byte[] answer) throws Exception {
    var checker =
        (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX", "SUN").getRevocationChecker();
    checker.setOcspResponses(Map.of(service, answer));
    checker.setOptions(
        EnumSet.of(
            PKIXRevocationChecker.Option.ONLY_END_ENTITY,
            PKIXRevocationChecker.Option.NO_FALLBACK));
    return checker;
  }

  private void validate(String provider, X509Certificate end, List<PKIXRevocationChecker> checkers)
      throws Exception {
    boolean isBouncyCastle = provider.equals("BC");
    CertificateFactory factory =
        isBouncyCastle
            ? CertificateFactory.getInstance("X.509", BOUNCY_CASTLE)
            : CertificateFactory.getInstance("X.509", provider);
    CertPath path =
        factory.generateCertPath(
            List.of(reread(factory, end), reread(factory, issuing.certificate())));
    var parameters =
        new PKIXParameters(Set.of(new TrustAnchor(reread(factory, root.certificate()), null)));
    parameters.setRevocationEnabled(false);
    checkers.forEach(parameters::addCertPathChecker);
    CertPathValidator validator =
        isBouncyCastle
            ? CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE)
            : CertPathValidator.getInstance("PKIX", provider);
    validator.validate(path, parameters);
  }

  private static X509Certificate reread(CertificateFactory factory, X509Certificate certificate)
      throws Exception {
    return (X509Certificate)
        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }

  private static ContentVerifierProvider bouncyCastle(X509Certificate signer) throws Exception {
    return new JcaContentVerifierProviderBuilder()
        .setProvider(BOUNCY_CASTLE)
        .build(new JcaX509CertificateHolder(signer));
  }
}
