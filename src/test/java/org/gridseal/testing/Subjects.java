package org.gridseal.testing;

import java.util.List;
import java.util.Map;
import org.gridseal.authority.AlternativeName;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.Role;
import org.gridseal.authority.Subject;
import org.gridseal.x509.HardwareModuleName;

/// Subjects for tests.
public final class Subjects {
  private Subjects() {}

  /// One with a name in every form, of which profiles take what they want.
  public static Subject full() {
    return new Subject(
        Map.of(
            Attribute.C,
            "AU",
            Attribute.O,
            "Example Utility",
            Attribute.CN,
            "gateway",
            Attribute.serialNumber,
            "7"),
        List.of(
            new AlternativeName.Hardware(
                new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032")),
            new AlternativeName.Host("gateway.example"),
            new AlternativeName.Address("192.0.2.1"),
            new AlternativeName.Xmpp("inverter7@der.example")),
        List.of(new Role.Modbus("Operator"), new Role.Utility(List.of(1, 2), "feeder 12", 0)));
  }
}
