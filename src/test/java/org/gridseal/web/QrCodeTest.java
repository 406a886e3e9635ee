package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridseal.site.DeviceId;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  private static final int QUIET = 4;

  private final DeviceId device = new DeviceId(new UUID(0x018f_0000_0000_7000L, 1));
  private final CommissioningCode content =
      CommissioningCode.of(
          URI.create("https://est.utility.example:9443/"), device, "ABCDE-FGHJK-MNPQR-STVWX");

  @Test
  void givesBackWhatACommissioningAppNeeds() throws Exception {
    QrCode picture = QrCode.of(content.text());

    assertThat(new Decoder().decode(modulesOf(picture)).getText())
        .isEqualTo(
            "{\"est\":\"https://est.utility.example:9443/.well-known/est\","
                + "\"device\":\"018f0000-0000-7000-0000-000000000001\","
                + "\"code\":\"ABCDE-FGHJK-MNPQR-STVWX\"}");
  }

  @Test
  void holdsNoAddressWithASecretInIt() {
    assertThat(content.text()).startsWith("{");
    assertThat(content.est()).doesNotContain(content.code());
    assertThat(content.toString()).doesNotContain(content.code());
  }

  /// Reads the path as a scanner would see it.
  private static BitMatrix modulesOf(QrCode picture) {
    var modules = new BitMatrix(picture.size() - 2 * QUIET);
    Matcher run = RUN.matcher(picture.path());
    while (run.find()) {
      int x = Integer.parseInt(run.group(1)) - QUIET;
      int y = Integer.parseInt(run.group(2)) - QUIET;
      modules.setRegion(x, y, Integer.parseInt(run.group(3)), 1);
    }
    return modules;
  }
}
