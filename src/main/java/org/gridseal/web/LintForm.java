package org.gridseal.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gridseal.lint.Brought;
import org.gridseal.lint.Report;
import org.gridseal.lint.Role;
import org.gridseal.site.Findings;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;

/// Certificates that somebody wants explained, as they are sent. Nothing of them is kept.
///
/// @param pem a certificate or a chain: PEM, or the base64 of another encoding
/// @param lfdi an LFDI or SFDI that should be the first one's, however it is written
/// @param purpose what the first one is for; a name of [Role]
record LintForm(@Nullable String pem, @Nullable String lfdi, @Nullable String purpose) {
  /// More than any chain has; a bundle of roots belongs to the command line.
  private static final int MOST_CERTIFICATES = 16;

  /// Octets. The largest chains that are met in the field have certificates of a few thousand.
  private static final int LARGEST_CERTIFICATE = 65_536;

  /// All 64 digits of a hash in groups of two, and to spare.
  private static final int LONGEST_IDENTIFIER = 200;

  private static final String SECRET = "PRIVATE KEY";

  /// @return empty if something is wrong, which is then among the findings
  Optional<Report> answer(Findings findings, Instant now) {
    byte[] content = Objects.requireNonNullElse(pem, "").getBytes(StandardCharsets.ISO_8859_1);
    return answer(content, findings, now);
  }

  /// Answers for a file that was sent as it is.
  Optional<Report> answer(byte[] content, Findings findings, Instant now) {
    Optional<Role> role = readRole(findings);
    Optional<String> stated = Optional.ofNullable(Fields.optional(lfdi));
    findings.require(
        stated.map(String::length).orElse(0) <= LONGEST_IDENTIFIER,
        "lfdi",
        "identifier-length",
        "give one LFDI or SFDI");
    Optional<Brought> brought = readCertificates(content, findings);
    return brought
        .filter(read -> findings.sound())
        .map(read -> Report.of(List.of(read), role, stated, now));
  }

  private Optional<Role> readRole(Findings findings) {
    String name = Fields.optional(purpose);
    if (name == null) {
      return Optional.empty();
    }
    Optional<Role> known =
        Arrays.stream(Role.values()).filter(role -> role.name().equals(name)).findFirst();
    findings.require(
        known.isPresent(),
        "purpose",
        "purpose-known",
        "give one of " + Arrays.toString(Role.values()).replaceAll("[\\[\\]]", ""));
    return known;
  }

  private static Optional<Brought> readCertificates(byte[] content, Findings findings) {
    if (new String(content, StandardCharsets.ISO_8859_1).isBlank()) {
      findings.violation("pem", "certificate-given", "give the certificate or chain");
    } else if (new String(content, StandardCharsets.ISO_8859_1).contains(SECRET)) {
      findings.violation(
          "pem",
          "without-private-key",
          "a private key does not belong here; whoever gave it to you must replace it");
    } else {
      return read(content, findings);
    }
    return Optional.empty();
  }

  private static Optional<Brought> read(byte[] content, Findings findings) {
    try {
      Brought brought = Brought.read(content);
      findings.require(
          brought.pieces().size() <= MOST_CERTIFICATES
              && brought.pieces().stream().allMatch(LintForm::isOfOrdinarySize),
          "pem",
          "certificate-size",
          "give one chain, of at most %d certificates".formatted(MOST_CERTIFICATES));
      return Optional.of(brought);
    } catch (MalformedException e) {
      findings.violation("pem", "certificate-readable", e.rule());
      return Optional.empty();
    }
  }

  private static boolean isOfOrdinarySize(Brought.Piece piece) {
    return piece.certificate().encoded().length <= LARGEST_CERTIFICATE;
  }
}
