package org.gridseal.testing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.gridseal.x509.HardwareModuleName;

/// The parts of broken requests that take more than one line.
final class Forgery {
  private static final int COORDINATE = 32;

  private Forgery() {}

  static byte[] cut(byte[] encoded) {
    return Arrays.copyOf(encoded, encoded.length - 20);
  }

  static byte[] append(byte[] encoded, int... octets) {
    byte[] longer = Arrays.copyOf(encoded, encoded.length + octets.length);
    for (int at = 0; at < octets.length; at++) {
      longer[encoded.length + at] = (byte) octets[at];
    }
    return longer;
  }

  /// Sequences of indefinite length, each inside the one before.
  static byte[] nested() {
    byte[] encoded = new byte[40_000];
    for (int at = 0; at < encoded.length; at += 2) {
      encoded[at] = 0x30;
      encoded[at + 1] = (byte) 0x80;
    }
    return encoded;
  }

  static SubjectPublicKeyInfo keyOf(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  static byte[] explicitParameters() {
    KeyPair keys = Keys.p256();
    var algorithm =
        new AlgorithmIdentifier(
            X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getByName("secp256r1"));
    byte[] point = keyOf(keys).getPublicKeyData().getOctets();
    return Requests.of(keys).publicKey(new SubjectPublicKeyInfo(algorithm, point)).encoded();
  }

  static byte[] pointBesideTheCurve() {
    KeyPair keys = Keys.p256();
    byte[] point = keyOf(keys).getPublicKeyData().getOctets();
    point[point.length - 1] ^= 1;
    return claiming(keys, point);
  }

  static byte[] pointAtInfinity() {
    return claiming(Keys.p256(), new byte[1]);
  }

  static byte[] compressedPoint() {
    KeyPair keys = Keys.p256();
    byte[] point = keyOf(keys).getPublicKeyData().getOctets();
    byte[] compressed = Arrays.copyOf(point, 1 + COORDINATE);
    compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
    return claiming(keys, compressed);
  }

  private static byte[] claiming(KeyPair keys, byte[] point) {
    AlgorithmIdentifier algorithm = keyOf(keys).getAlgorithm();
    return Requests.of(keys).publicKey(new SubjectPublicKeyInfo(algorithm, point)).encoded();
  }

  static ASN1Encodable commonNames(String... names) {
    ASN1Encodable[] values =
        Arrays.stream(names).map(DERUTF8String::new).toArray(ASN1Encodable[]::new);
    return Requests.name(BCStyle.CN, values);
  }

  static ASN1Encodable structurelessName() {
    return new DERSequence(new DERSet(new DERSequence(DERNull.INSTANCE)));
  }

  static GeneralName hardware(String serial) {
    return GeneralName.getInstance(
        new HardwareModuleName("1.3.6.1.4.1.37250.13.1", serial).encoded());
  }

  static Extension usage() {
    return Requests.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
  }

  static byte[] asking(GeneralName... names) {
    return Requests.fresh().asking(Requests.alternativeName(names)).encoded();
  }

  static byte[] asking(ASN1ObjectIdentifier extension, ASN1Encodable value) {
    return Requests.fresh().asking(Requests.extension(extension, true, value)).encoded();
  }

  static byte[] repeatedExtension() {
    ASN1Encodable[] both = {usage(), usage()};
    return Requests.fresh()
        .attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSequence(both))
        .encoded();
  }

  static byte[] hugeHardwareType() {
    var arc = new BigInteger("9".repeat(30));
    ASN1Encodable[] parts = {
      new ASN1ObjectIdentifier("1.3.6.1.4.1." + arc), new DEROctetString(new byte[] {1})
    };
    var name = new OtherName(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.4"), new DERSequence(parts));
    return asking(new GeneralName(GeneralName.otherName, name));
  }

  static byte[] manyAttributes() {
    Requests request = Requests.fresh();
    for (int number = 0; number < 17; number++) {
      request.attribute(
          new ASN1ObjectIdentifier("1.3.6.1.4.1.32473." + number), new DERIA5String("x"));
    }
    return request.encoded();
  }
}
