package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a site meets the grid, in the words of the utility (CSIP-AUS `ConnectionPoint`).
///
/// @param id in the form that the scheme demands, check digit included
/// @param serviceAccountNo asked for in the United States
/// @param meterNo asked for in the United States
@Embeddable
public record ConnectionPoint(
    @Enumerated(EnumType.STRING) @Column(name = "connection_point_scheme") Scheme scheme,
    @Column(name = "connection_point_id") String id,
    @Nullable @Column(name = "service_account_no") String serviceAccountNo,
    @Nullable @Column(name = "meter_no") String meterNo) {
  /// How connection points are numbered.
  public enum Scheme {
    /// National Metering Identifier of Australia: ten characters and a check digit.
    NMI,
    /// Any other numbering, without a rule that we know.
    OTHER
  }

  private static final Pattern NMI = Pattern.compile("[A-HJ-NP-Z0-9]{10}\\d");
  private static final Pattern OTHER = Pattern.compile("\\S{1,32}");

  void check(Findings findings, SiteRules rules, boolean inUnitedStates) {
    switch (scheme) {
      case NMI ->
          findings.require(
              NMI.matcher(id).matches() && hasNmiCheckDigit(id),
              "id",
              "nmi-checksum",
              "give the NMI with its check digit, 11 characters without the letters I and O");
      case OTHER ->
          findings.require(
              OTHER.matcher(id).matches(),
              "id",
              "connection-point-id",
              "give 1 to 32 characters without spaces");
    }
    checkNumber(findings, "serviceAccountNo", serviceAccountNo, rules.serviceAccountNo());
    checkNumber(findings, "meterNo", meterNo, rules.meterNo());
    if (inUnitedStates) {
      requireNumber(findings, "serviceAccountNo", serviceAccountNo);
      requireNumber(findings, "meterNo", meterNo);
    }
  }

  /// The NMI checksum: from the right, every second character code is doubled, beginning with the
  /// last; the decimal digits of all codes are summed; the check digit fills up to a multiple of
  /// ten (AEMO National Metering Identifier procedure, appendix on the checksum).
  static boolean hasNmiCheckDigit(String nmi) {
    int last = nmi.length() - 1;
    int sum = 0;
    for (int i = 0; i < last; i++) {
      boolean doubled = (last - 1 - i) % 2 == 0;
      int code = doubled ? 2 * nmi.charAt(i) : nmi.charAt(i);
      sum += code / 100 + code / 10 % 10 + code % 10;
    }
    return (10 - sum % 10) % 10 == nmi.charAt(last) - '0';
  }

  private static void checkNumber(
      Findings findings, String member, @Nullable String number, Pattern shape) {
    findings.require(
        number == null || shape.matcher(number).matches(),
        member,
        "utility-number",
        "copy the number from the utility's bill, in the form printed there");
  }

  private static void requireNumber(Findings findings, String member, @Nullable String number) {
    findings.require(
        number != null, member, "required", "give the number that stands on the utility's bill");
  }
}
