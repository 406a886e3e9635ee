package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspRequest;
import org.gridseal.authority.OcspResponder.Answer;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.Partition;
import org.gridseal.authority.RevocationListTerms;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.Subject;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Lists;
import org.gridseal.testing.Lists.Entry;
import org.gridseal.testing.Responders;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the path validators of the JDK and of Bouncy Castle make of our lists and answers.
class PathValidationTest {
  private static final int PARTS = 16;

  private final Instant now = Instant.now();
  private final InstantSource time = InstantSource.fixed(now);
  private final Authorities authorities = new Authorities(new InMemoryKey(), time);
  private final CertificationAuthority whole = authorities.issuing();
  private final CertificationAuthority divided = whole.inPartitions(PARTS);

  /// Who validates.
  enum Validator {
    JDK,
    BOUNCY_CASTLE
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void believeWhatIsNotListed(Validator validator) throws Exception {
    X509Certificate device = device(whole);

    validate(validator, device, list(Partition.WHOLE, List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void disbelieveWhatIsListed(Validator validator) throws Exception {
    X509Certificate device = device(whole);

    assertRevoked(
        validator,
        device,
        list(Partition.WHOLE, List.of(entry(device, RevocationReason.keyCompromise))));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void disbelieveWhatIsOnHold(Validator validator) throws Exception {
    X509Certificate device = device(whole);

    assertRevoked(
        validator,
        device,
        list(Partition.WHOLE, List.of(entry(device, RevocationReason.certificateHold))));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void takeThePartThatACertificateNames(Validator validator) throws Exception {
    X509Certificate device = device(divided);

    validate(validator, device, list(partOf(device), List.of()));
    assertRevoked(
        validator,
        device,
        list(partOf(device), List.of(entry(device, RevocationReason.superseded))));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void doNotTakeAnotherPart(Validator validator) throws Exception {
    X509Certificate device = device(divided);
    Partition own = partOf(device);
    Partition other = new Partition(PARTS, (own.index() + 1) % PARTS);

    assertThatThrownBy(() -> validate(validator, device, list(other, List.of())))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void doNotTakeAListThatHasRunOut(Validator validator) throws Exception {
    X509Certificate device = device(whole);
    Instant then = now.minus(Duration.ofDays(8));
    X509CRL stale =
        Lists.read(
            Lists.written(
                whole,
                RevocationListTerms.complete(
                    Partition.WHOLE, 1, then, then.plus(Duration.ofDays(7))),
                List.of()));

    assertThatThrownBy(() -> validate(validator, device, stale))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void doNotTakeAnotherIssuersList(Validator validator) throws Exception {
    X509Certificate device = device(whole);
    CertificationAuthority other = new Authorities(new InMemoryKey(), time).issuing();
    X509CRL foreign = Lists.read(Lists.complete(other, 1, now, List.of()));

    assertThatThrownBy(() -> validate(validator, device, foreign))
        .isInstanceOf(CertPathValidatorException.class);
  }

  /// The JDK reads no deltas.
  @Test
  void addsADeltaToItsList() throws Exception {
    X509Certificate device = device(whole);
    X509CRL complete =
        Lists.read(Lists.written(whole, terms(OptionalLong.empty(), 1, true), List.of()));
    X509CRL delta =
        Lists.read(
            Lists.written(
                whole,
                terms(OptionalLong.of(1), 2, false),
                List.of(entry(device, RevocationReason.keyCompromise))));

    validate(Validator.BOUNCY_CASTLE, device, complete);
    assertRevoked(Validator.BOUNCY_CASTLE, device, complete, delta);
  }

  private RevocationListTerms terms(OptionalLong base, long number, boolean hasDelta) {
    return new RevocationListTerms(
        Partition.WHOLE, number, base, now, now.plus(Duration.ofDays(7)), hasDelta);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"good", "revoked", "on hold", "unknown", "stale", "of another authority"})
  void understandsAnswers(String what) throws Exception {
    X509Certificate device = device(whole);
    Instant then = what.equals("stale") ? now.minus(Duration.ofDays(2)) : now;
    CertificationAuthority signer =
        what.equals("of another authority")
            ? new Authorities(new InMemoryKey(), time).issuing()
            : whole;
    Status status =
        switch (what) {
          case "revoked" -> withdrawn(device, RevocationReason.keyCompromise);
          case "on hold" -> withdrawn(device, RevocationReason.certificateHold);
          case "unknown" -> new Status.Unknown();
          default -> new Status.Good();
        };
    byte[] response = answer(device, status, signer, then);

    if (what.equals("good")) {
      validate(device, response);
    } else {
      assertThatThrownBy(() -> validate(device, response))
          .isInstanceOf(CertPathValidatorException.class);
    }
  }

  private static Status withdrawn(X509Certificate device, RevocationReason reason) {
    return new Status.Withdrawn(
        new Revoked(
            new SerialNumber(device.getSerialNumber()), Instant.now().minusSeconds(60), reason));
  }

  private byte[] answer(
      X509Certificate device, Status status, CertificationAuthority signer, Instant then)
      throws Exception {
    var id =
        new org.bouncycastle.cert.ocsp.CertificateID(
            new org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder()
                .build()
                .get(org.bouncycastle.cert.ocsp.CertificateID.HASH_SHA1),
            new org.bouncycastle.cert.jcajce.JcaX509CertificateHolder(whole.certificate()),
            device.getSerialNumber());
    byte[] asked =
        new org.bouncycastle.cert.ocsp.OCSPReqBuilder().addRequest(id).build().getEncoded();
    OcspRequest request = OcspRequest.parse(asked);
    return Responders.of(signer)
        .sign(
            List.of(new Answer(request.questions().getFirst(), status, Optional.empty())),
            request,
            then,
            then,
            then.plus(Duration.ofHours(12)))
        .encoded();
  }

  private static Entry entry(X509Certificate device, RevocationReason reason) {
    return new Entry(
        new SerialNumber(device.getSerialNumber()), Instant.now().minusSeconds(60), reason.code());
  }

  private X509CRL list(Partition partition, List<Entry> entries) throws Exception {
    Instant end = now.plus(Duration.ofDays(7));
    return Lists.read(
        Lists.written(whole, RevocationListTerms.complete(partition, 1, now, end), entries));
  }

  private static Partition partOf(X509Certificate device) {
    return Partition.holding(new SerialNumber(device.getSerialNumber()), PARTS);
  }

  private static X509Certificate device(CertificationAuthority authority) {
    KeyPair keys = Keys.p256();
    return authority.sign(
        authority.prepare(
            Authorities.profile("ieee2030.5-device"),
            Subject.device(new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032")),
            SubjectKey.of(keys.getPublic()),
            Period.ofYears(1)));
  }

  private void assertRevoked(Validator validator, X509Certificate device, X509CRL... lists) {
    assertThatThrownBy(() -> validate(validator, device, lists))
        .isInstanceOf(CertPathValidatorException.class)
        .satisfies(
            e ->
                assertThat(
                        ((CertPathValidatorException) e).getReason() == BasicReason.REVOKED
                            || String.valueOf(e.getMessage()).contains("revocation"))
                    .as(String.valueOf(e.getMessage()))
                    .isTrue());
  }

  private void validate(Validator validator, X509Certificate device, X509CRL... lists)
      throws Exception {
    CertStore store =
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(lists)));
    switch (validator) {
      case JDK -> {
        CertPathValidator jdk = CertPathValidator.getInstance("PKIX");
        var checker = (PKIXRevocationChecker) jdk.getRevocationChecker();
        checker.setOptions(
            EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
        PKIXParameters parameters = parameters();
        parameters.addCertStore(store);
        parameters.addCertPathChecker(checker);
        jdk.validate(path(device), parameters);
      }
      case BOUNCY_CASTLE -> {
        List<X509CRL> all = new ArrayList<>(List.of(lists));
        // It asks about the issuing CA too, whose root publishes none in production.
        all.add(Lists.read(Lists.complete(authorities.root(), 1, now, List.of())));
        PKIXParameters parameters = parameters();
        parameters.setRevocationEnabled(true);
        parameters.addCertStore(
            CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
        var extended =
            new PKIXExtendedParameters.Builder(parameters).setUseDeltasEnabled(true).build();
        CertPathValidator.getInstance("PKIX", new BouncyCastleProvider())
            .validate(path(device), extended);
      }
    }
  }

  private void validate(X509Certificate device, byte[] response) throws Exception {
    CertPathValidator jdk = CertPathValidator.getInstance("PKIX");
    var checker = (PKIXRevocationChecker) jdk.getRevocationChecker();
    checker.setOptions(EnumSet.of(Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
    checker.setOcspResponses(Map.of(device, response));
    PKIXParameters parameters = parameters();
    parameters.addCertPathChecker(checker);
    jdk.validate(path(device), parameters);
  }

  private PKIXParameters parameters() throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(authorities.root().certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private CertPath path(X509Certificate device) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (X509Certificate each : List.of(device, whole.certificate())) {
      chain.add(
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(each.getEncoded())));
    }
    return factory.generateCertPath(chain);
  }
}
