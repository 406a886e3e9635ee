package org.gridseal.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gridseal.testing.Manufacturer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HardwareModuleNameTest {
  private static final String TYPE = "1.3.6.1.4.1.37250.13.1";

  @ParameterizedTest(name = "{0}/{1}")
  @CsvSource({
    "1.3.6.1.4.1.37250.13.1, ff150032",
    "1.3.6.1.4.1.40732.62223.1, 00",
    "2.999.999999999999999999, 414243",
    "0.9.2342, 0123456789abcdef0123456789abcdef"
  })
  void comesBackFromACertificate(String type, String serial) {
    HardwareModuleName name = new HardwareModuleName(type, serial);

    var certificate = Manufacturer.mica().device(name).certificate();

    assertThat(HardwareModuleName.of(certificate)).contains(name);
  }

  @Test
  void isAbsentFromAnAuthority() {
    assertThat(HardwareModuleName.of(Manufacturer.mica().root())).isEmpty();
  }

  @ParameterizedTest(name = "serial \"{0}\"")
  @ValueSource(strings = {"", "f", "FF", "xx", "ff "})
  void refusesASerialThatIsNoHexadecimal(String serial) {
    assertThatThrownBy(() -> new HardwareModuleName(TYPE, serial))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASerialOfMoreThan64Octets() {
    assertThat(new HardwareModuleName(TYPE, "00".repeat(64)).serialNumber()).hasSize(128);
    assertThatThrownBy(() -> new HardwareModuleName(TYPE, "00".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "type \"{0}\"")
  @ValueSource(strings = {"", "1", "3.1", "1.03", "1.3.x", "1.3.1000000000000000000"})
  void refusesATypeThatIsNoObjectIdentifierOrTooLarge(String type) {
    assertThatThrownBy(() -> new HardwareModuleName(type, "01"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
