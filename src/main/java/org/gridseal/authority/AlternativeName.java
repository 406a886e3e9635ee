package org.gridseal.authority;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.x509.HardwareModuleName;

/// A name of a subject beside its distinguished name (RFC 5280 §4.2.1.6).
public sealed interface AlternativeName {
  /// Which kind of name it is; profiles speak of kinds.
  default Form form() {
    return switch (this) {
      case Hardware(HardwareModuleName _) -> Form.hardwareModuleName;
      case Host(String _) -> Form.dnsNames;
      case Address(String _) -> Form.ipAddresses;
      case Xmpp(String _) -> Form.xmppAddresses;
    };
  }

  /// The GeneralName, ASN.1.
  default byte[] encoded() {
    return switch (this) {
      case Hardware(HardwareModuleName hardware) -> hardware.encoded();
      case Host(String name) -> bytes(new GeneralName(GeneralName.dNSName, name));
      case Address(String text) -> bytes(new GeneralName(GeneralName.iPAddress, text));
      case Xmpp(String address) ->
          bytes(
              new GeneralName(
                  GeneralName.otherName,
                  new OtherName(Xmpp.ON_XMPP_ADDRESS, new DERUTF8String(address))));
    };
  }

  private static byte[] bytes(GeneralName name) {
    try {
      return name.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// A piece of hardware (RFC 4108 §5).
  record Hardware(HardwareModuleName name) implements AlternativeName {}

  /// A host, by its name in the DNS.
  ///
  /// @param name in ASCII: names in other alphabets as A-labels (RFC 5280 §7.2)
  record Host(String name) implements AlternativeName {
    public Host {
      if (!name.matches("[0-9A-Za-z._*-]{1,253}")) {
        throw new IllegalArgumentException("a host name has other characters, or is too long");
      }
    }
  }

  /// A host, by its IP address.
  ///
  /// @param text without a mask
  record Address(String text) implements AlternativeName {
    public Address {
      // With a mask it would be a range, which only name constraints have (RFC 5280 §4.2.1.6).
      if (!text.matches("[0-9A-Fa-f.:]{2,45}")) {
        throw new IllegalArgumentException("an address has other characters");
      }
    }
  }

  /// A Jabber id (RFC 6120 §13.7.1.4).
  ///
  /// @param address bare, as in `inverter7@der.example` (RFC 7622)
  record Xmpp(String address) implements AlternativeName {
    private static final ASN1ObjectIdentifier ON_XMPP_ADDRESS =
        new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    public Xmpp {
      if (!address.matches("[^@/\\s]{1,1023}@[^@/\\s]{1,1023}")) {
        throw new IllegalArgumentException("a bare address has a local part and a domain");
      }
    }
  }
}
