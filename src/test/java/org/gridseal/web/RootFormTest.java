package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.gridseal.testing.Manufacturer;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootFormTest {
  private final X509Certificate root = Manufacturer.serca("Fake SERCA").root();
  private final Findings findings = new Findings();

  @Test
  void readsPemWithWordsAroundIt() throws Exception {
    String pem = "subject=CN = Fake SERCA\n" + pem(root) + "\n";

    assertThat(read(pem)).contains(root);
  }

  @Test
  void readsPlainEncodingInBase64() throws Exception {
    assertThat(read(Base64.getMimeEncoder().encodeToString(root.getEncoded()))).contains(root);
  }

  @Test
  void refusesTwoCertificatesAtOnce() throws Exception {
    assertThat(read(pem(root) + pem(root))).isEmpty();
    assertThat(rules()).containsExactly("root-readable");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "'', root-given",
    "'-----BEGIN EC PRIVATE KEY-----', root-without-key",
    "'-----BEGIN CERTIFICATE-----', root-readable",
    "no certificate at all, root-readable"
  })
  void refusesWhatIsNoCertificate(String text, String rule) {
    assertThat(read(text)).isEmpty();
    assertThat(rules()).containsExactly(rule);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(read("A".repeat(16_001))).isEmpty();
    assertThat(rules()).containsExactly("root-size");
  }

  @Test
  void wantsANameAndAFingerprintThatIsOne() throws Exception {
    var form = new RootForm(" ", pem(root), false, "12:34");

    assertThat(form.read(findings)).isEmpty();
    assertThat(findings.violations())
        .extracting(Violation::pointer)
        .containsExactly("/name", "/succeeds");
  }

  @Test
  void readsAFingerprintAsOpensslPrintsIt() throws Exception {
    Fingerprint fingerprint = Fingerprint.of(root);
    var form = new RootForm("Fake Manufacturer", pem(root), true, fingerprint.display());

    assertThat(form.read(findings).orElseThrow().succeeds()).contains(fingerprint);
  }

  private Optional<X509Certificate> read(String pem) {
    return new RootForm("Fake Manufacturer", pem, null, null)
        .read(findings)
        .map(proposal -> proposal.root().certificate());
  }

  private List<String> rules() {
    return findings.violations().stream().map(Violation::rule).toList();
  }

  private static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return Pem.write("CERTIFICATE", certificate.getEncoded());
  }
}
