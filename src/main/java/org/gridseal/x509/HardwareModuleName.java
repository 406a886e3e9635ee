package org.gridseal.x509;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/// Type and serial number of a piece of hardware, as a name in a certificate (RFC 4108 §5, IEEE
/// 2030.5-2018 §6.11.8).
///
/// @param type the hardware type, a dotted object identifier under the maker's enterprise number
/// @param serialNumber the serial number's octets in lower-case hexadecimal: makers use binary as
///   well as text
public record HardwareModuleName(String type, String serialNumber) {
  private static final ASN1ObjectIdentifier ON_HARDWARE_MODULE_NAME =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.4");

  /// As the register holds it: every arc fits into a `long`.
  private static final Pattern OBJECT_IDENTIFIER =
      Pattern.compile("[0-2](\\.(0|[1-9]\\d{0,17})){1,30}");

  private static final Pattern OCTETS = Pattern.compile("([0-9a-f]{2}){1,64}");

  /// @throws IllegalArgumentException if the type is no object identifier with arcs of up to 18
  ///   digits, or the serial number no lower-case hexadecimal
  public HardwareModuleName {
    if (!OBJECT_IDENTIFIER.matcher(type).matches()) {
      throw new IllegalArgumentException("a hardware type has up to 31 arcs of up to 18 digits");
    }
    if (!OCTETS.matcher(serialNumber).matches()) {
      throw new IllegalArgumentException("a hardware serial number has 1 to 64 octets");
    }
  }

  /// Reads the one hardware module name of a certificate.
  ///
  /// @return empty if its subject alternative name holds none
  /// @throws MalformedException if the extension cannot be read, or holds more than one
  public static Optional<HardwareModuleName> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension == null) {
      return Optional.empty();
    }
    try {
      return in(GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets()));
    } catch (MalformedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw new MalformedException("the subject alternative name cannot be read", e);
    }
  }

  static Optional<HardwareModuleName> in(GeneralNames names) {
    var found =
        Arrays.stream(names.getNames())
            .filter(name -> name.getTagNo() == GeneralName.otherName)
            .map(name -> OtherName.getInstance(name.getName()))
            .filter(name -> ON_HARDWARE_MODULE_NAME.equals(name.getTypeID()))
            .toList();
    if (found.size() > 1) {
      throw new MalformedException("there is more than one hardware module name");
    }
    return found.stream().findFirst().map(name -> parse(name.getValue()));
  }

  private static HardwareModuleName parse(ASN1Encodable value) {
    ASN1Sequence parts = ASN1Sequence.getInstance(value);
    if (parts.size() != 2) {
      throw new MalformedException("a hardware module name has a type and a serial number");
    }
    return new HardwareModuleName(
        ASN1ObjectIdentifier.getInstance(parts.getObjectAt(0)).getId(),
        HexFormat.of().formatHex(ASN1OctetString.getInstance(parts.getObjectAt(1)).getOctets()));
  }

  /// Encodes the name as a GeneralName (RFC 5280 §4.2.1.6).
  public byte[] encoded() {
    ASN1Encodable[] parts = {
      new ASN1ObjectIdentifier(type), new DEROctetString(HexFormat.of().parseHex(serialNumber))
    };
    OtherName name = new OtherName(ON_HARDWARE_MODULE_NAME, new DERSequence(parts));
    try {
      return new GeneralName(GeneralName.otherName, name).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// The type, a slash, and the serial number in hexadecimal.
  @Override
  public String toString() {
    return type + "/" + serialNumber;
  }
}
