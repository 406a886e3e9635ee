package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A person or firm with a part in a site, and how to reach them.
///
/// @param licenceExpires the last day on which the licence is valid
@Embeddable
public record Party(
    String name,
    String email,
    String phone,
    @Nullable @Column(name = "licence_no") String licenceNo,
    @Nullable @Column(name = "licence_expires") LocalDate licenceExpires) {
  // Whether mail arrives is shown by sending it; this finds what cannot be an address.
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{4,30}");

  /// Octets in an e-mail address (RFC 5321 §4.5.3.1.3, less the angle brackets).
  private static final int LONGEST_EMAIL = 254;

  void check(Findings findings, SiteRules rules) {
    findings.requireText(name, "name", 100);
    findings.require(
        email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches(),
        "email",
        "email",
        "give an e-mail address such as name@example.org");
    findings.require(
        PHONE.matcher(phone).matches(),
        "phone",
        "phone",
        "give a telephone number, best with its country code");
    findings.requireTextOrNone(licenceNo, "licenceNo", 32);
    findings.require(
        licenceExpires == null || !licenceExpires.isBefore(rules.today()),
        "licenceExpires",
        "licence-expired",
        "give a licence that has not expired");
  }

  /// The rules for an installer, who cannot be without a licence.
  void checkLicensed(Findings findings, SiteRules rules) {
    check(findings, rules);
    findings.require(licenceNo != null, "licenceNo", "required", "give the licence number");
  }
}
