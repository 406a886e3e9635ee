package org.gridseal.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.gridseal.testing.Manufacturer;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {
  private final List<X509Certificate> chain =
      Manufacturer.mica().device(new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "01")).chain();

  @Test
  void isReadByThePlatform() throws CertificateException {
    byte[] encoded = new CertificateBundle(chain).encoded();

    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(encoded)))
        .hasSameSizeAs(chain)
        .map(X509Certificate.class::cast)
        .containsExactlyInAnyOrderElementsOf(chain);
  }

  @Test
  void hasNeitherContentNorSigners() throws CMSException {
    var message = new CMSSignedData(new CertificateBundle(chain).encoded());

    assertThat(message.getSignerInfos().getSigners()).isEmpty();
    assertThat(message.getSignedContent()).isNull();
    assertThat(message.getVersion()).isEqualTo(1);
  }
}
