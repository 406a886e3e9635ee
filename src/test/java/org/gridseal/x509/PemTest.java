package org.gridseal.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.gridseal.testing.Manufacturer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private final List<X509Certificate> chain =
      Manufacturer.mica().device(new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "01")).chain();

  @Test
  void readsEveryCertificateOfAText() throws CertificateEncodingException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : chain) {
      text.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
    }

    assertThat(Pem.certificates(text.toString().getBytes(US_ASCII))).isEqualTo(chain);
  }

  @Test
  void readsAPlainEncoding() throws CertificateEncodingException {
    X509Certificate device = chain.getFirst();

    assertThat(Pem.certificate(device.getEncoded())).isEqualTo(device);
  }

  @Test
  void writesLinesOf64ColumnsBetweenItsArmour() throws CertificateEncodingException {
    String text = Pem.write("CERTIFICATE", chain.getFirst().getEncoded());

    assertThat(text)
        .startsWith("-----BEGIN CERTIFICATE-----\n")
        .endsWith("\n-----END CERTIFICATE-----\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 64);
  }

  @Test
  void refusesMoreThanOneWhereOneIsAskedFor() throws CertificateEncodingException {
    String text = Pem.write("CERTIFICATE", chain.getFirst().getEncoded());

    assertThatThrownBy(() -> Pem.certificate((text + text).getBytes(US_ASCII)))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n"})
  void refusesWhatIsNoCertificate(String text) {
    assertThatThrownBy(() -> Pem.certificates(text.getBytes(US_ASCII)))
        .isInstanceOf(MalformedException.class);
  }
}
