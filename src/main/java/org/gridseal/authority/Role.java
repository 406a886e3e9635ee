package org.gridseal.authority;

import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.gridseal.authority.CertificateProfile.RoleForm;

/// What the holder of a certificate may do where it shows it; an extension that is not critical.
public sealed interface Role {
  /// The form, of which profiles speak.
  RoleForm form();

  /// The extension's object identifier, dotted.
  String identifier();

  /// The extension's value.
  ASN1Encodable value();

  /// The one role of a Modbus client (MB-TCP-Security-v36 ).
  ///
  /// @param name in the words of the server, which looks up what it may do; not empty
  record Modbus(String name) implements Role {
    public Modbus {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a role has a name");
      }
    }

    @Override
    public RoleForm form() {
      return RoleForm.modbus;
    }

    @Override
    public String identifier() {
      return "1.3.6.1.4.1.50316.802.1";
    }

    @Override
    public ASN1Encodable value() {
      return new DERUTF8String(name);
    }
  }

  /// Roles in a substation or plant: IecUserRoles of IEC 62351-8, with one entry.
  ///
  /// The text of the standard is not at hand: identifier and structure are those of certificates
  /// that others publish. Of their optional parts it has the definition, and not `operation` and
  /// `statusChangeSequenceNumber`, which are for IEEE 1815 and IEC 60870-5.
  ///
  /// @param roles numbers from -32768 to 32767: from 0 those of the standard, 0 for a viewer, 1 for
  ///   an operator, 2 for an engineer; negative ones are a maker's own
  /// @param area for which part of the grid they hold (`aor`), 1 to 64 characters
  /// @param revision of the table that gives the numbers their rights, 0 to 255
  record Utility(List<Integer> roles, String area, int revision) implements Role {
    /// Where the numbers are defined.
    private static final String DEFINITION = "IEC62351-8";

    public Utility {
      roles = List.copyOf(roles);
      if (roles.isEmpty() || area.isEmpty() || area.length() > 64) {
        throw new IllegalArgumentException("a role has a number and an area of responsibility");
      }
      if (roles.stream().anyMatch(role -> role != role.shortValue())) {
        throw new IllegalArgumentException("a role's number has 16 bits");
      }
      if (revision < 0 || revision > 255) {
        throw new IllegalArgumentException("a revision is from 0 to 255");
      }
    }

    @Override
    public RoleForm form() {
      return RoleForm.iec62351;
    }

    @Override
    public String identifier() {
      return "1.2.840.10070.8.1";
    }

    @Override
    public ASN1Encodable value() {
      ASN1Encodable[] entry = {
        new DERSequence(roles.stream().map(ASN1Integer::new).toArray(ASN1Integer[]::new)),
        new DERUTF8String(area),
        new ASN1Integer(revision),
        new DERUTF8String(DEFINITION)
      };
      return new DERSequence(new DERSequence(entry));
    }
  }
}
