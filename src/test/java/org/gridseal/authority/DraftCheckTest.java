package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.gridseal.testing.Authorities.profile;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.KeyPair;
import java.time.Period;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.gridseal.testing.AlteredDraft;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Subjects;
import org.gridseal.testing.WeakKeys;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every shipped profile passes; a draft with one thing changed is refused, and the thing is named.
class DraftCheckTest {
  private static final Authorities AUTHORITIES = Authorities.established();

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("everyCurveOfEveryProfile")
  void passesEveryProfileThatIsShipped(String name, String curve) {
    byte[] draft = draft(name, curve.equals("P-384") ? Keys.p384() : Keys.p256());

    assertThat(DraftCheck.passed(profile(name), draft)).isEqualTo(draft);
  }

  static Stream<Arguments> everyCurveOfEveryProfile() {
    return Authorities.profiles().stream()
        .filter(profile -> !profile.isSelfIssued())
        .flatMap(profile -> profile.keys().stream().map(curve -> arguments(profile.name(), curve)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deviations")
  void namesTheFieldThatDeviatesFromTheProfile(String name, AlteredDraft altered) {
    assertThatIllegalStateException()
        .isThrownBy(() -> DraftCheck.passed(profile("vpn-gateway"), altered.encoded()))
        .withMessage("a draft for vpn-gateway breaks " + name);
  }

  static Stream<Arguments> deviations() {
    var locality = new X500Name("O=Example Utility,L=Here,CN=gateway");
    var mail = new GeneralNames(new GeneralName(GeneralName.rfc822Name, "a@example.org"));
    var address = new GeneralNames(new GeneralName(GeneralName.iPAddress, "192.0.2.1"));
    var policy = new CertificatePolicies(new PolicyInformation(oid("1.3.6.1.4.1.40732.1.1")));
    var tooMuch = new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement);
    var long20 = new SubjectKeyIdentifier(new byte[20]);
    return Stream.of(
        arguments("profile-subject", gateway().subject(locality)),
        arguments("profile-subject", gateway().subject(new X500Name("CN=gateway,O=Example"))),
        arguments("profile-validity", gateway().notAfter(new DERUTCTime("320101000000Z"))),
        arguments("profile-key", gateway().key(info(Keys.on("secp521r1")))),
        arguments("profile-key-usage", gateway().with(Extension.keyUsage, true, tooMuch)),
        arguments("profile-key-usage", gateway().critical(Extension.keyUsage, false)),
        arguments(
            "profile-key-purposes", gateway().with(Extension.extendedKeyUsage, false, client())),
        arguments("profile-key-purposes", gateway().without(Extension.extendedKeyUsage)),
        arguments("profile-policies", gateway().with(Extension.certificatePolicies, true, policy)),
        arguments("profile-names", gateway().with(Extension.subjectAlternativeName, false, mail)),
        arguments(
            "profile-names", gateway().with(Extension.subjectAlternativeName, false, address)),
        arguments("profile-names", gateway().critical(Extension.subjectAlternativeName, true)),
        arguments(
            "profile-constraints",
            gateway().with(Extension.basicConstraints, true, new BasicConstraints(false))),
        arguments(
            "profile-key-identifiers",
            gateway().with(Extension.subjectKeyIdentifier, false, long20)),
        arguments("profile-revocation-list", gateway().without(Extension.cRLDistributionPoints)),
        arguments("profile-information-access", gateway().without(Extension.authorityInfoAccess)),
        arguments("profile-role", gateway().with(oid("1.3.6.1.4.1.50316.802.1"), false, role())),
        arguments("profile-marks", gateway().with(oid("2.5.29.56"), false, DERNull.INSTANCE)),
        arguments(
            "profile-other-extensions", gateway().with(oid("1.3.6.1.4.1.32473.1"), false, role())));
  }

  @Test
  void refusesWhatAProfileDemandsAndAnotherHasNot() {
    byte[] device = draft("ieee2030.5-device", Keys.p256());

    assertThatIllegalStateException()
        .isThrownBy(() -> DraftCheck.passed(profile("ieee2030.5-device-factory"), device))
        .withMessageContaining("profile-validity, profile-policies, profile-revocation-list")
        .withMessageEndingWith("profile-information-access, profile-marks");
  }

  @Test
  void namesTheRulesOfStandardsBeforeThoseOfTheProfile() {
    AlteredDraft wrong =
        new AlteredDraft(draft("ieee2030.5-device", Keys.p256()))
            .with(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign))
            .with(
                Extension.certificatePolicies,
                true,
                new CertificatePolicies(new PolicyInformation(oid("1.3.5.1.4.1.40732.1.1"))));

    assertThatIllegalStateException()
        .isThrownBy(() -> DraftCheck.passed(profile("ieee2030.5-device"), wrong.encoded()))
        .withMessage(
            "a draft for ieee2030.5-device breaks cert-sign-without-authority,"
                + " device-policies-missing, device-key-usage, policy-arc-misspelled,"
                + " profile-key-usage, profile-policies");
  }

  @Test
  void refusesAKeyThatEverybodyHas() {
    AlteredDraft published = gateway().key(WeakKeys.published());

    assertThatIllegalStateException()
        .isThrownBy(() -> DraftCheck.passed(profile("vpn-gateway"), published.encoded()))
        .withMessage("a draft for vpn-gateway breaks key-compromised");
  }

  @Test
  void stopsTheAuthorityItself() {
    SubjectKey published = SubjectKey.of(WeakKeys.trivial().getPublic());

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                AUTHORITIES
                    .issuing()
                    .prepare(profile("tls-server"), Subjects.full(), published, Period.ofYears(1)))
        .withMessageContaining("key-compromised");
  }

  private static AlteredDraft gateway() {
    return new AlteredDraft(draft("vpn-gateway", Keys.p256()));
  }

  private static byte[] draft(String name, KeyPair keys) {
    return AUTHORITIES
        .issuerOf(profile(name))
        .prepare(
            profile(name),
            Subjects.full(),
            SubjectKey.of(keys.getPublic()),
            profile(name).validity().maximum())
        .toBeSigned();
  }

  private static SubjectPublicKeyInfo info(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  private static ExtendedKeyUsage client() {
    return new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  private static ASN1Encodable role() {
    return new DERUTF8String("Operator");
  }

  private static ASN1ObjectIdentifier oid(String dotted) {
    return new ASN1ObjectIdentifier(dotted);
  }
}
