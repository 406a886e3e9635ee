package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.Authorities.profile;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CertificationAuthorityTest {
  private static final String GENERIC_DEVICE = "1.3.6.1.4.1.40732.1.1";
  private static final Period TWO_YEARS = Period.ofYears(2);

  private final BrokenKey key = new BrokenKey();
  private final Authorities authorities =
      new Authorities(key, InstantSource.fixed(Authorities.NOW));
  private final CertificationAuthority issuing = authorities.issuing();

  @Test
  void passesPathValidationThatAsksForThePolicyOfDevices() throws GeneralSecurityException {
    X509Certificate device = issuing.sign(draft(TWO_YEARS));

    var parameters =
        new PKIXParameters(Set.of(new TrustAnchor(authorities.root().certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(Authorities.NOW));
    parameters.setExplicitPolicyRequired(true);
    parameters.setInitialPolicies(Set.of(GENERIC_DEVICE));
    var path =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(device, issuing.certificate()));
    assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters)).isNotNull();
  }

  @Test
  void endsWhenAskedTo() {
    X509Certificate device = issuing.sign(draft(Period.ofDays(1)));

    assertThat(device.getNotAfter().toInstant())
        .isEqualTo(Authorities.NOW.plusSeconds(23 * 3600 - 1));
  }

  @Test
  void endsWithItsAuthorityAtTheLatest() {
    Instant end = issuing.certificate().getNotAfter().toInstant();
    var late = at(end.minusSeconds(60));

    X509Certificate device = late.sign(draft(late, TWO_YEARS));

    assertThat(device.getNotAfter().toInstant()).isEqualTo(end);
  }

  @Test
  void preparesNothingOnceItsAuthorityHasExpired() {
    var expired = at(issuing.certificate().getNotAfter().toInstant().plusSeconds(1));

    assertThatThrownBy(() -> draft(expired, TWO_YEARS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void usesTheKeyIdentifierThatTheAuthoritysCertificateStates() {
    Manufacturer stranger = Manufacturer.serca("Fake SERCA").mica("Fake MICA");
    var borrowed = at(Authorities.NOW, stranger.certificate(), new InMemoryKey(stranger.keys()));

    X509Certificate device = borrowed.sign(draft(borrowed, TWO_YEARS));

    assertThat(issuerIdentifierOf(device))
        .isEqualTo(identifierOf(stranger.certificate()))
        .hasSize(20);
  }

  @Test
  void computesItsOwnKeyIdentifierByMethodTwo() {
    assertThat(identifierOf(issuing.certificate())).hasSize(8);
    assertThat(identifierOf(issuing.certificate())[0] & 0xf0).isEqualTo(0x40);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void handsOutNothingThatAKeyDidNotSign(BrokenKey.Fault fault) {
    Draft draft = draft(TWO_YEARS);

    key.become(fault);

    assertThatThrownBy(() -> issuing.sign(draft)).isInstanceOf(SigningException.class);
  }

  @Test
  void refusesACertificateOfAnotherKey() {
    assertThatThrownBy(
            () ->
                new CertificationAuthority(
                    issuing.certificate(),
                    new InMemoryKey(),
                    new StatusLocations(URI.create("http://status.example"), "issuing"),
                    InstantSource.fixed(Authorities.NOW),
                    () -> new SerialNumber(BigInteger.TEN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAKeyOnACurveThatTheProfileHasNot() {
    SubjectKey p384 = SubjectKey.of(Keys.p384().getPublic());

    assertThatThrownBy(
            () ->
                issuing.prepare(
                    profile("ieee2030.5-device"), Subject.device(hardware()), p384, TWO_YEARS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("P-384");
  }

  @Test
  void refusesASubjectWithoutTheNameThatTheProfileRequires() {
    SubjectKey subjectKey = SubjectKey.of(Keys.p256().getPublic());
    Subject nameless = Subject.server("O", "CN", List.of("a.example"), List.of());

    assertThatThrownBy(
            () -> issuing.prepare(profile("ieee2030.5-device"), nameless, subjectKey, TWO_YEARS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hardware module name");
  }

  @Test
  void drawsSerialNumbersOf16OctetsThatDiffer() {
    var chance = new SecureRandom();

    List<SerialNumber> drawn =
        Stream.generate(() -> SerialNumber.drawnFrom(chance)).limit(1000).toList();

    assertThat(drawn).doesNotHaveDuplicates();
    assertThat(drawn)
        .allSatisfy(
            each -> {
              assertThat(each.value().signum()).isPositive();
              assertThat(each.value().toByteArray()).hasSizeBetween(9, 16);
            });
    assertThat(drawn).anyMatch(each -> each.value().toByteArray().length == 16);
  }

  private CertificationAuthority at(Instant moment) {
    return at(moment, issuing.certificate(), key);
  }

  private static CertificationAuthority at(
      Instant moment, X509Certificate certificate, SigningKey key) {
    return new CertificationAuthority(
        certificate,
        key,
        new StatusLocations(URI.create("http://status.example"), "issuing"),
        InstantSource.fixed(moment),
        () -> new SerialNumber(BigInteger.TEN));
  }

  private Draft draft(Period validity) {
    return draft(issuing, validity);
  }

  private static Draft draft(CertificationAuthority authority, Period validity) {
    return draft(authority, SubjectKey.of(Keys.p256().getPublic()), validity);
  }

  private static Draft draft(
      CertificationAuthority authority, SubjectKey subjectKey, Period validity) {
    return authority.prepare(
        profile("ieee2030.5-device"), Subject.device(hardware()), subjectKey, validity);
  }

  private static HardwareModuleName hardware() {
    return new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");
  }

  private static byte[] identifierOf(X509Certificate certificate) {
    return SubjectKeyIdentifier.getInstance(
            content(certificate, Extension.subjectKeyIdentifier.getId()))
        .getKeyIdentifier();
  }

  private static byte[] issuerIdentifierOf(X509Certificate certificate) {
    return AuthorityKeyIdentifier.getInstance(
            content(certificate, Extension.authorityKeyIdentifier.getId()))
        .getKeyIdentifierOctets();
  }

  private static byte[] content(X509Certificate certificate, String extension) {
    return ASN1OctetString.getInstance(certificate.getExtensionValue(extension)).getOctets();
  }
}
