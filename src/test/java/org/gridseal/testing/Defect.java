package org.gridseal.testing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;

/// Everything that can be wrong with a certification request by itself, whoever sends it. The files
/// of `test-data/requests/broken/` are named after these.
public enum Defect {
  EMPTY("nothing at all", "there is no request", () -> new byte[0]),
  NOT_ASN1("a text", "no PKCS #10 request", () -> "no request".getBytes(StandardCharsets.US_ASCII)),
  TRUNCATED(
      "the last 20 octets are missing",
      "no PKCS #10 request",
      () -> Forgery.cut(Requests.fresh().encoded())),
  TRAILING_BYTES(
      "two octets follow",
      "something after",
      () -> Forgery.append(Requests.fresh().encoded(), 0, 0)),
  DEEPLY_NESTED("20,000 sequences in each other", "no PKCS #10 request", Forgery::nested),
  UNKNOWN_VERSION("the version is v2", "version", () -> Requests.fresh().version(1).encoded()),
  BAD_SIGNATURE(
      "the signature has one bit changed",
      "does not verify",
      () -> Requests.fresh().brokenSignature().encoded()),
  ANOTHER_KEYS_SIGNATURE(
      "signed by another key than the one inside",
      "does not verify",
      () -> Requests.fresh().publicKey(Forgery.keyOf(Keys.p256())).encoded()),
  WRONG_SIGNATURE_ALGORITHM(
      "signed with ECDSA and SHA-1",
      "neither ECDSA-SHA256 nor -SHA384",
      () -> Requests.fresh().signedWith("SHA1withECDSA").encoded()),
  RSA_KEY(
      "an RSA key of 2048 bits",
      "no elliptic curve key",
      () -> Requests.of(Keys.rsa()).signedWith("SHA256withRSA").encoded()),
  P224_KEY(
      "a key on P-224",
      "neither P-256 nor P-384",
      () -> Requests.of(Keys.on("secp224r1")).encoded()),
  SECP256K1_KEY(
      "a key on secp256k1",
      "neither P-256 nor P-384",
      () -> Requests.of(Keys.on("secp256k1")).encoded()),
  EXPLICIT_PARAMETERS(
      "a key on P-256, written as parameters instead of its name",
      "names no curve",
      Forgery::explicitParameters),
  POINT_NOT_ON_CURVE("a point beside P-256", "no point on its curve", Forgery::pointBesideTheCurve),
  POINT_AT_INFINITY("the point at infinity", "no point on its curve", Forgery::pointAtInfinity),
  COMPRESSED_POINT("a compressed point", "point", Forgery::compressedPoint),
  SUBJECT_CONTROL_CHARACTER(
      "a line feed in the subject",
      "control character",
      () -> Requests.fresh().subject(Forgery.commonNames("inverter\nsite: other")).encoded()),
  SUBJECT_REPEATED_CN(
      "two common names",
      "one attribute twice",
      () -> Requests.fresh().subject(Forgery.commonNames("inverter", "meter")).encoded()),
  SUBJECT_HUGE(
      "a subject of 2,000 characters",
      "longer than",
      () -> Requests.fresh().subject(Forgery.commonNames("x".repeat(2000))).encoded()),
  SUBJECT_NOT_TEXT(
      "a null as common name",
      "no text",
      () -> Requests.fresh().subject(Requests.name(BCStyle.CN, DERNull.INSTANCE)).encoded()),
  SUBJECT_WITHOUT_STRUCTURE(
      "an attribute that is no pair",
      "no PKCS #10 request",
      () -> Requests.fresh().subject(Forgery.structurelessName()).encoded()),
  CA_TRUE(
      "asks for CA:TRUE",
      "certification authority",
      () -> Forgery.asking(Extension.basicConstraints, new BasicConstraints(true))),
  KEY_CERT_SIGN(
      "asks for keyCertSign",
      "sign certificates",
      () -> Forgery.asking(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign))),
  CRL_SIGN(
      "asks for cRLSign among honest bits",
      "sign certificates",
      () ->
          Forgery.asking(
              Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.cRLSign))),
  FOREIGN_DNS_NAME(
      "asks for a host name",
      "no device may have",
      () -> Forgery.asking(new GeneralName(GeneralName.dNSName, "utility.example"))),
  FOREIGN_IP_ADDRESS(
      "asks for an address",
      "no device may have",
      () -> Forgery.asking(new GeneralName(GeneralName.iPAddress, "192.0.2.1"))),
  HARDWARE_NAME_AND_DNS_NAME(
      "asks for a host name beside its own hardware module name",
      "no device may have",
      () ->
          Forgery.asking(
              Forgery.hardware("01"), new GeneralName(GeneralName.dNSName, "utility.example"))),
  SECOND_HARDWARE_NAME(
      "asks for two hardware module names",
      "more than one hardware module name",
      () -> Forgery.asking(Forgery.hardware("01"), Forgery.hardware("02"))),
  UNKNOWN_CRITICAL_EXTENSION(
      "asks for a critical extension that nobody knows",
      "not known here",
      () -> Forgery.asking(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"), DERNull.INSTANCE)),
  TWO_EXTENSION_REQUESTS(
      "asks for extensions in two attributes",
      "more than one request for extensions",
      () -> Requests.fresh().asking(Forgery.usage()).asking(Forgery.usage()).encoded()),
  REPEATED_EXTENSION("asks for one extension twice", "cannot be read", Forgery::repeatedExtension),
  HARDWARE_TYPE_TOO_LARGE(
      "asks for a hardware type with an arc of 30 digits",
      "cannot be read",
      Forgery::hugeHardwareType),
  TOO_MANY_ATTRIBUTES("17 attributes", "more than 16 attributes", Forgery::manyAttributes);

  private final String what;
  private final String reason;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a lambda that holds nothing.
  private final Supplier<byte[]> encoding;

  Defect(String what, String reason, Supplier<byte[]> encoding) {
    this.what = what;
    this.reason = reason;
    this.encoding = encoding;
  }

  /// What is wrong, in a few words.
  public String what() {
    return what;
  }

  /// A part of the sentence with which the request must be refused.
  public String reason() {
    return reason;
  }

  /// A request with this defect and no other, with new keys each time.
  public byte[] encoded() {
    return encoding.get();
  }

  /// `bad-signature.der`
  public String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".der";
  }
}
