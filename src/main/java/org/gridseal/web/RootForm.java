package org.gridseal.web;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.enrollment.ManufacturerRoots;
import org.gridseal.site.Findings;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// A manufacturer's root as it is sent.
///
/// @param pem the certificate: PEM, or the base64 of its plain encoding
/// @param attested whether it certifies only keys that cannot leave their hardware
/// @param succeeds fingerprint of the trusted root that it is to take over from
record RootForm(
    @Nullable String name,
    @Nullable String pem,
    @Nullable Boolean attested,
    @Nullable String succeeds) {
  private static final int LONGEST_NAME = 200;

  /// Characters: 8,192 octets in base64, its lines and its armour, and a few words around it.
  private static final int LONGEST_PEM = 16_000;

  private static final String ARMOUR = "-----BEGIN";

  /// What the form asks for.
  record Proposal(ManufacturerRoots.Root root, Optional<Fingerprint> succeeds) {}

  /// @return empty if something is wrong, which is then among the findings
  Optional<Proposal> read(Findings findings) {
    String manufacturer = Objects.requireNonNullElse(name, "").strip();
    findings.requireText(manufacturer, "name", LONGEST_NAME);
    Optional<Fingerprint> predecessor = readPredecessor(findings);
    Optional<X509Certificate> certificate = readCertificate(findings);
    return certificate
        .filter(read -> findings.sound())
        .map(
            read ->
                new Proposal(
                    new ManufacturerRoots.Root(manufacturer, read, Boolean.TRUE.equals(attested)),
                    predecessor));
  }

  private Optional<Fingerprint> readPredecessor(Findings findings) {
    if (succeeds == null || succeeds.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Fingerprint.fromString(succeeds.strip()));
    } catch (IllegalArgumentException e) {
      findings.violation("succeeds", "fingerprint", "give a fingerprint of 64 hexadecimal digits");
      return Optional.empty();
    }
  }

  private Optional<X509Certificate> readCertificate(Findings findings) {
    String text = Objects.requireNonNullElse(pem, "").strip();
    if (text.isEmpty()) {
      findings.violation("pem", "root-given", "give the certificate");
    } else if (text.contains("PRIVATE KEY")) {
      findings.violation(
          "pem",
          "root-without-key",
          "a private key does not belong here; whoever gave it to you must replace it");
    } else if (text.length() > LONGEST_PEM) {
      findings.violation("pem", "root-size", "the certificate is too large");
    } else {
      return certificate(text, findings);
    }
    return Optional.empty();
  }

  private static Optional<X509Certificate> certificate(String text, Findings findings) {
    try {
      byte[] content =
          text.contains(ARMOUR)
              ? text.substring(text.indexOf(ARMOUR)).getBytes(StandardCharsets.ISO_8859_1)
              : Base64.getMimeDecoder().decode(text);
      return Optional.of(Pem.certificate(content));
    } catch (MalformedException | IllegalArgumentException e) {
      findings.violation("pem", "root-readable", "this is not one X.509 certificate");
      return Optional.empty();
    }
  }
}
