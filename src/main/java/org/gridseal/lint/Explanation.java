package org.gridseal.lint;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.gridseal.lint.Lifetime.Moment;
import org.gridseal.site.Sfdi;

/// A certificate in plain words. Text from outside is stripped of what could move a cursor.
///
/// @param role what it is for, as far as one can tell
/// @param who whom or what it names
/// @param issuer who vouches for that
/// @param says its certificate policies, in words where there are any
/// @param key kind of the key
/// @param from first day, or what is written instead of one
/// @param until last day, or `never`
/// @param serialNumber in hexadecimal
/// @param lfdi with dashes between groups of four digits
/// @param sfdi with dashes between groups of three digits
public record Explanation(
    String role,
    String who,
    String issuer,
    List<String> says,
    String key,
    String from,
    String until,
    String serialNumber,
    String lfdi,
    String sfdi) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  public Explanation {
    says = List.copyOf(says);
  }

  public static Explanation of(Specimen certificate, Role role) {
    Lifetime lifetime = certificate.lifetime();
    return new Explanation(
        role.words(),
        who(certificate),
        certificate.isSelfIssued() ? "itself" : text(certificate.issuer()),
        certificate.extensions().policies().stream()
            .map(policy -> Ieee2030.WORDS.getOrDefault(policy, policy))
            .toList(),
        EcPoint.kindOf(certificate.key()),
        day(lifetime.notBefore()),
        lifetime.isForever() ? "never" : day(lifetime.notAfter()),
        certificate.serialNumber().toString(16),
        certificate.lfdi().display(),
        Sfdi.of(certificate.lfdi()).display());
  }

  private static String who(Specimen certificate) {
    Optional<String> hardware =
        Ieee2030.hardwareType(certificate)
            .map(type -> "hardware of type " + type + ", serial number " + serial(certificate));
    if (certificate.hasSubject()) {
      String subject = text(certificate.subject());
      return hardware.map(it -> subject + "; " + it).orElse(subject);
    }
    return hardware.orElse("nobody: it has neither a subject nor a hardware module name");
  }

  /// Makers use binary as well as text.
  private static String serial(Specimen certificate) {
    byte[] octets = Ieee2030.hardwareSerial(certificate).orElse(new byte[0]);
    String digits = HexFormat.of().formatHex(octets);
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return text.matches("[!-~ ]+") ? digits + " (" + text + ")" : digits;
  }

  private static String text(X500Name name) {
    return name.toString().replaceAll("\\p{C}", "?");
  }

  private static String day(Moment moment) {
    return moment.instant().map(DAY::format).orElse("unreadable");
  }
}
