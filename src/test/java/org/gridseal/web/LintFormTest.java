package org.gridseal.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridseal.lint.Report;
import org.gridseal.lint.Severity;
import org.gridseal.site.Findings;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.gridseal.testing.Deviations;
import org.gridseal.x509.CertificateBundle;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintFormTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Findings findings = new Findings();
  private final List<byte[]> honest = Deviations.honest();

  @Test
  void explainsAChainInWhichNothingIsWrong() {
    Report report = answer(pem(honest), null, null).orElseThrow();

    assertThat(report.sound()).isTrue();
    assertThat(report.chains()).singleElement().satisfies(chain -> assertThat(chain).hasSize(3));
    assertThat(report.identifier()).isNull();
  }

  @Test
  void namesWhatIsWrong() {
    Report report =
        answer(pem(Deviations.of("policy-arc-misspelled")), null, "DEVICE").orElseThrow();

    assertThat(report.sound()).isFalse();
    assertThat(report.count(Severity.ERROR)).isPositive();
    assertThat(report.chains().getFirst().get(1).findings())
        .extracting(Report.Remark::rule)
        .contains("policy-arc-misspelled");
  }

  @Test
  void saysWhyAnLfdiDoesNotMatch() {
    String issuers = Lfdi.ofCertificate(honest.get(1)).display();

    Report report = answer(pem(honest), issuers, "").orElseThrow();

    assertThat(report.sound()).isFalse();
    assertThat(report.identifier())
        .isNotNull()
        .satisfies(it -> assertThat(it.mistakes()).containsExactly("issuer-certificate"));
  }

  @Test
  void takesFilesAsTheyAre() {
    var bundle = new CertificateBundle(Pem.certificates(pem(honest).getBytes(US_ASCII)));

    for (byte[] file : List.of(honest.getFirst(), bundle.encoded())) {
      assertThat(new LintForm(null, null, null).answer(file, findings, NOW)).isPresent();
    }
    assertThat(findings.sound()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "'', certificate-given",
    "' ', certificate-given",
    "'-----BEGIN EC PRIVATE KEY-----', without-private-key",
    "'-----BEGIN CERTIFICATE-----', certificate-readable",
    "no certificate at all, certificate-readable"
  })
  void refusesWhatIsNoCertificate(String text, String rule) {
    assertThat(answer(text, null, null)).isEmpty();
    assertThat(findings.violations()).extracting(Violation::rule).containsExactly(rule);
  }

  @Test
  void refusesABundleThatIsNoChain() {
    String many =
        IntStream.range(0, 17)
            .mapToObj(i -> pem(honest.subList(0, 1)))
            .collect(Collectors.joining());

    assertThat(answer(many, null, null)).isEmpty();
    assertThat(findings.violations())
        .extracting(Violation::rule)
        .containsExactly("certificate-size");
  }

  @Test
  void refusesAnIdentifierThatIsNoneAndAPurposeThatNobodyHas() {
    assertThat(answer(pem(honest), "0".repeat(201), "TOASTER")).isEmpty();
    assertThat(findings.violations())
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("/lfdi", "/purpose");
  }

  private Optional<Report> answer(String pem, @Nullable String lfdi, @Nullable String purpose) {
    return new LintForm(pem, lfdi, purpose).answer(findings, NOW);
  }

  private static String pem(List<byte[]> chain) {
    return chain.stream().map(each -> Pem.write("CERTIFICATE", each)).collect(Collectors.joining());
  }
}
