package org.gridseal.testing;

import static java.util.Map.entry;
import static org.bouncycastle.asn1.x509.Extension.authorityInfoAccess;
import static org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier;
import static org.bouncycastle.asn1.x509.Extension.basicConstraints;
import static org.bouncycastle.asn1.x509.Extension.certificatePolicies;
import static org.bouncycastle.asn1.x509.Extension.extendedKeyUsage;
import static org.bouncycastle.asn1.x509.Extension.keyUsage;
import static org.bouncycastle.asn1.x509.Extension.nameConstraints;
import static org.bouncycastle.asn1.x509.Extension.policyMappings;
import static org.bouncycastle.asn1.x509.Extension.subjectAlternativeName;
import static org.bouncycastle.asn1.x509.Extension.subjectKeyIdentifier;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/// A chain for each thing that can be wrong with one, by the name that the lint has for it. Each
/// differs from an honest chain in that one thing. Weak keys are in [WeakKeys].
public final class Deviations {
  private static final String ARC = "1.3.6.1.4.1.40732.";
  private static final GeneralName HOST = new GeneralName(GeneralName.dNSName, "host.example");

  private Deviations() {}

  /// All of them: chains with the holder's certificate first.
  public static Map<String, Supplier<List<byte[]>>> byRule() {
    Map<String, Supplier<List<byte[]>>> all = new TreeMap<>(WeakKeys.byRule());
    all.putAll(inForm());
    all.putAll(inExtensions());
    all.putAll(ofDevices());
    all.putAll(ofAuthorities());
    all.putAll(ofChains());
    return all;
  }

  /// The chain for one rule.
  public static List<byte[]> of(String rule) {
    Supplier<List<byte[]>> chain = byRule().get(rule);
    if (chain == null) {
      throw new IllegalArgumentException("no chain breaks " + rule);
    }
    return chain.get();
  }

  private static Map<String, Supplier<List<byte[]>>> inForm() {
    return Map.ofEntries(
        entry("not-distinguished-encoding", device(Crafted::loose)),
        entry("version-not-3", device(it -> it.version(1))),
        entry("serial-number-not-positive", device(it -> it.serialNumber(BigInteger.ZERO))),
        entry("serial-number-too-long", device(it -> it.serialNumber(BigInteger.TWO.pow(160)))),
        entry("signature-algorithms-differ", device(it -> it.claiming("SHA384withECDSA"))),
        entry("signature-digest-broken", device(it -> it.signedWith("SHA1withECDSA"))),
        entry("signature-not-ecdsa-with-sha256", device(it -> it.signedWith("SHA384withECDSA"))),
        entry("validity-time-form", device(it -> it.notBefore(new DERUTCTime("2001010000Z")))),
        entry(
            "validity-not-utc-time",
            device(it -> it.notBefore(new DERGeneralizedTime("20200101000000Z")))),
        entry("validity-reversed", device(it -> it.notAfter(new DERUTCTime("190101000000Z")))),
        entry("expired", device(it -> it.notAfter(new DERUTCTime("290101000000Z")))),
        entry("not-yet-valid", device(it -> it.notBefore(new DERUTCTime("310101000000Z")))),
        entry(
            "validity-far-yet-finite",
            device(it -> it.notAfter(new DERGeneralizedTime("40231231235959Z")))),
        entry("validity-finite", device(it -> it.notAfter(new DERUTCTime("350101000000Z")))),
        entry("issuer-empty", device(it -> it.statedIssuer(""))),
        entry("authority-without-name", mica(it -> it.subject(""))),
        entry(
            "unique-identifiers-present",
            device(
                it -> it.more(new DERTaggedObject(false, 1, new DERBitString(new byte[] {1}))))));
  }

  private static Map<String, Supplier<List<byte[]>>> inExtensions() {
    var usage = new KeyUsage(KeyUsage.digitalSignature);
    var unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    return Map.ofEntries(
        entry("extension-twice", device(it -> it.again(keyUsage, true, usage))),
        entry("extension-unreadable", device(it -> it.with(keyUsage, true, DERNull.INSTANCE))),
        entry("extension-unknown-critical", device(it -> it.with(unknown, true, DERNull.INSTANCE))),
        entry("key-usage-empty", device(it -> it.usage(0))),
        entry("key-usage-not-critical", device(it -> it.critical(keyUsage, false))),
        entry("cert-sign-without-authority", device(it -> it.usage(KeyUsage.keyCertSign))),
        entry("authority-without-cert-sign", mica(it -> it.usage(KeyUsage.cRLSign))),
        entry("authority-without-key-usage", mica(it -> it.without(keyUsage))),
        entry("authority-not-stated", mica(it -> it.without(basicConstraints))),
        entry("authority-not-critical", mica(it -> it.critical(basicConstraints, false))),
        entry(
            "path-length-without-authority",
            device(it -> it.with(basicConstraints, true, sequence(new ASN1Integer(0))))),
        entry(
            "path-length-negative",
            mica(
                it ->
                    it.with(
                        basicConstraints, true, sequence(ASN1Boolean.TRUE, new ASN1Integer(-1))))),
        entry(
            "empty-subject-not-critical", device(it -> it.critical(subjectAlternativeName, false))),
        entry("policy-twice", device(it -> it.policies(ARC + "1.1", ARC + "1.1"))),
        entry("subject-key-identifier-missing", mica(it -> it.without(subjectKeyIdentifier))),
        entry("authority-key-identifier-missing", device(it -> it.without(authorityKeyIdentifier))),
        entry("key-identifier-critical", device(it -> it.critical(authorityKeyIdentifier, true))),
        entry(
            "information-access-critical",
            device(it -> it.with(authorityInfoAccess, true, sequence()))),
        entry(
            "key-identifier-of-whole-key-info",
            device(
                it ->
                    it.with(
                        subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(WeakKeys.sha1OfInfo(it.keys()))))));
  }

  private static Map<String, Supplier<List<byte[]>>> ofDevices() {
    var client = new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
    int encipherment = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    return Map.ofEntries(
        entry(
            "device-is-authority",
            device(it -> it.with(basicConstraints, true, new BasicConstraints(true)))),
        entry(
            "device-self-signed",
            () -> List.of(Crafted.selfSigned(Keys.p256(), "CN=00:80:A3:4B:5C:6D").encoded())),
        entry("device-subject-not-empty", device(it -> it.subject("CN=inverter"))),
        entry("device-hardware-name-missing", device(it -> it.names(HOST))),
        entry("device-other-names", device(it -> it.names(HOST))),
        entry("hardware-type-under-standard-arc", device(it -> it.hardware(ARC + "62223.1"))),
        entry("device-policies-missing", device(it -> it.without(certificatePolicies))),
        entry(
            "device-policies-not-critical", device(it -> it.critical(certificatePolicies, false))),
        entry("self-signed-policy-on-issued", device(it -> it.policies(ARC + "1.1", ARC + "2.2"))),
        entry(
            "policies-exclude-each-other",
            device(it -> it.policies(ARC + "1.1", ARC + "2.2", ARC + "2.4"))),
        entry("mobile-policy-without-device", device(it -> it.policies(ARC + "1.2"))),
        entry("test-certificate", device(it -> it.policies(ARC + "1.1", ARC + "2.1"))),
        entry("key-known-to-issuer", device(it -> it.policies(ARC + "1.1", ARC + "2.4"))),
        entry("device-key-usage", device(it -> it.usage(encipherment))),
        entry("device-with-key-purpose", device(it -> it.with(extendedKeyUsage, false, client))));
  }

  private static Map<String, Supplier<List<byte[]>>> ofAuthorities() {
    var any = new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
    int more = KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign;
    return Map.ofEntries(
        entry("policy-arc-misspelled", mica(it -> it.policies("1.3.5.1.4.1.40732.1.1"))),
        entry("authority-critical-key-purpose", mica(it -> it.with(extendedKeyUsage, true, any))),
        entry("authority-key-purpose", mica(it -> it.with(extendedKeyUsage, false, any))),
        entry(
            "authority-name-constraints", mica(it -> it.with(nameConstraints, false, sequence()))),
        entry("authority-policy-mappings", mica(it -> it.with(policyMappings, false, sequence()))),
        entry("authority-signs-more", mica(it -> it.usage(more))),
        entry("authority-without-crl-sign", mica(it -> it.usage(KeyUsage.keyCertSign))),
        entry(
            "mica-path-length",
            mica(it -> it.with(basicConstraints, true, new BasicConstraints(true)))),
        entry(
            "root-path-length",
            serca(it -> it.with(basicConstraints, true, new BasicConstraints(2)))),
        entry("authority-policies-missing", mica(it -> it.without(certificatePolicies))),
        entry("root-without-any-policy", serca(it -> it.policies(ARC + "1.1"))),
        entry(
            "authority-policies-not-critical",
            mica(it -> it.critical(certificatePolicies, false))));
  }

  private static Map<String, Supplier<List<byte[]>>> ofChains() {
    var stranger = new AuthorityKeyIdentifier(new byte[] {1, 2, 3, 4});
    return Map.ofEntries(
        entry("chain-name-broken", device(it -> it.statedIssuer("CN=Somebody else"))),
        entry("signature-not-verified", device(Crafted::forged)),
        entry(
            "chain-key-identifiers-differ",
            device(it -> it.with(authorityKeyIdentifier, false, stranger))),
        entry("chain-path-length-exceeded", () -> chain(Crafted.mica(Crafted.serca()), 1)),
        entry("chain-too-long", () -> chain(Crafted.mca(Crafted.serca()), 2)),
        entry("chain-without-root", () -> honest().subList(0, 2)),
        entry("outlives-its-issuer", mica(it -> it.notAfter(new DERUTCTime("350101000000Z")))),
        entry("device-policy-not-allowed-above", mica(it -> it.policies(ARC + "1.3"))),
        entry(
            "role-policy-not-allowed-above", device(it -> it.policies(ARC + "1.1", ARC + "2.3"))));
  }

  /// A chain with nothing wrong: device, MICA, SERCA.
  public static List<byte[]> honest() {
    return device(it -> {}).get();
  }

  private static Supplier<List<byte[]>> serca(Consumer<Crafted> change) {
    return () -> {
      Crafted root = Crafted.serca();
      change.accept(root);
      Crafted authority = Crafted.mica(root);
      return encoded(Crafted.device(authority), authority, root);
    };
  }

  private static Supplier<List<byte[]>> mica(Consumer<Crafted> change) {
    return () -> {
      Crafted root = Crafted.serca();
      Crafted authority = Crafted.mica(root);
      change.accept(authority);
      return encoded(Crafted.device(authority), authority, root);
    };
  }

  static Supplier<List<byte[]>> device(Consumer<Crafted> change) {
    return () -> {
      Crafted root = Crafted.serca();
      Crafted authority = Crafted.mica(root);
      Crafted device = Crafted.device(authority);
      change.accept(device);
      return encoded(device, authority, root);
    };
  }

  /// A device below a MICA, below more authorities than there should be.
  private static List<byte[]> chain(Crafted top, int between) {
    Crafted second = between > 1 ? Crafted.mca(top).subject("CN=Second MCA") : top;
    Crafted mica = Crafted.mica(second).subject("CN=Last MICA");
    Crafted device = Crafted.device(mica);
    return between > 1
        ? encoded(device, mica, second, top, top.above())
        : encoded(device, mica, top, top.above());
  }

  static List<byte[]> encoded(Crafted... chain) {
    return Arrays.stream(chain).map(Crafted::encoded).toList();
  }

  private static ASN1Encodable sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }
}
