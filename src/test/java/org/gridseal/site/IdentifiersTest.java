package org.gridseal.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("lfdis")
  void readsAndShowsAnLfdi(JsonNode vector) {
    String digits = vector.get("lfdi").asText();
    String display = vector.get("lfdi_display").asText();

    assertThat(Lfdi.fromString(digits)).hasToString(digits);
    assertThat(Lfdi.fromString(digits).display()).isEqualTo(display);
    assertThat(Lfdi.fromString(display.toLowerCase(Locale.ROOT))).hasToString(digits);
    assertThat(Lfdi.fromString(display.replace('-', ' '))).hasToString(digits);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lfdis")
  void cutsAnLfdiFromAFingerprint(JsonNode vector) {
    if (vector.get("fingerprint_sha256").isNull()) {
      return;
    }
    byte[] fingerprint = HexFormat.of().parseHex(vector.get("fingerprint_sha256").asText());

    assertThat(Lfdi.ofFingerprint(fingerprint)).hasToString(vector.get("lfdi").asText());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lfdis")
  void derivesTheSfdi(JsonNode vector) {
    var sfdi = Sfdi.of(Lfdi.fromString(vector.get("lfdi").asText()));

    assertThat(sfdi).hasToString(vector.get("sfdi").asText());
    assertThat(sfdi.display()).isEqualTo(vector.get("sfdi_display").asText());
    assertThat(Sfdi.fromString(vector.get("sfdi").asText())).isEqualTo(sfdi);
    assertThat(Sfdi.fromString(vector.get("sfdi_display").asText())).isEqualTo(sfdi);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pins")
  void addsTheCheckDigitToAPin(JsonNode vector) {
    String digits = vector.get("pin").asText();

    Pin pin = Pin.of(Integer.parseInt(vector.get("base").asText()));

    assertThat(pin.reveal()).isEqualTo(digits);
    assertThat(Pin.fromString(digits)).isEqualTo(pin);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void findsWhatADigitSumCanFindAndNoMore(JsonNode vector) {
    boolean accepted = isAccepted(vector);

    assertThat(accepted).isEqualTo(vector.get("checksum_ok").asBoolean());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nmis")
  void knowsTheCheckDigitOfAnNmi(String nmi) {
    assertThat(ConnectionPoint.hasNmiCheckDigit(nmi)).isTrue();
    for (char other = '0'; other <= '9'; other++) {
      String changed = nmi.substring(0, 10) + other;
      assertThat(ConnectionPoint.hasNmiCheckDigit(changed)).isEqualTo(changed.equals(nmi));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3E4F", "G000000000000000000000000000000000000000"})
  void refusesWhatIsNoLfdi(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Lfdi.fromString(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1234567890123", "16726121139A", "167-261211-391"})
  void refusesWhatIsNoSfdi(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Sfdi.fromString(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234555", "12345a", "٣٣٢٢١٩"})
  void refusesWhatIsNoPin(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Pin.fromString(text));
  }

  @Test
  void hidesAPinInText() {
    assertThat(Pin.fromString("123455").toString()).doesNotContain("1");
  }

  @Test
  void acceptsOnlyTheRightPin() {
    var verifier = PinVerifier.of(Pin.fromString("123455"), new byte[PinVerifier.SALT_LENGTH]);

    var kept = PinVerifier.ofStored(verifier.stored());

    assertThat(kept.accepts(Pin.fromString("123455"))).isTrue();
    assertThat(kept.accepts(Pin.fromString("213455"))).isFalse();
  }

  @Test
  void saysHowAWrongLfdiWasMade() {
    String pem = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
    byte[] encoded = {0, 1, 2};

    assertThat(Lfdi.ofCertificate(encoded).originIn(encoded, pem))
        .isEqualTo(LfdiOrigin.CERTIFICATE);
    assertThat(ofText(pem).originIn(encoded, pem)).isEqualTo(LfdiOrigin.PEM_TEXT);
    assertThat(ofText(pem.replace("\n", "\r\n")).originIn(encoded, pem))
        .isEqualTo(LfdiOrigin.PEM_TEXT_OF_WINDOWS);
    // SHA-1 of the three octets, a value of the outside world.
    assertThat(Lfdi.fromString("0C7A623FD2BBC05B06423BE359E4021D36E721AD").originIn(encoded, pem))
        .isEqualTo(LfdiOrigin.SHA_1);
    assertThat(ofText("another").originIn(encoded, pem)).isEqualTo(LfdiOrigin.ANOTHER_CERTIFICATE);
  }

  @Test
  void showsABinaryHardwareSerialInHexadecimalOnly() {
    var binary =
        new HardwareIdentity("1.3.6.1.4.1.40732.3.1", new byte[] {(byte) 0xFF, 0x15, 0x32});
    var text = new HardwareIdentity("1.3.6.1.4.1.40732.3.1", new byte[] {'S', 'N', '1'});

    assertThat(binary.display()).isEqualTo("1.3.6.1.4.1.40732.3.1 ff1532");
    assertThat(text.display()).isEqualTo("1.3.6.1.4.1.40732.3.1 534e31 (SN1)");
    assertThat(text.isUnder(40732)).isTrue();
    assertThat(text.isUnder(4073)).isFalse();
  }

  private static Lfdi ofText(String text) {
    return Lfdi.ofCertificate(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isAccepted(JsonNode vector) {
    try {
      if (vector.has("pin")) {
        Pin.fromString(vector.get("pin").asText());
      } else {
        Sfdi.fromString(vector.get("sfdi").asText());
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static Stream<JsonNode> lfdis() {
    return vectors("lfdi");
  }

  static Stream<JsonNode> pins() {
    return vectors("pin");
  }

  static Stream<JsonNode> wrong() {
    return vectors("wrong");
  }

  static Stream<String> nmis() {
    return vectors("nmi").map(JsonNode::asText);
  }

  private static Stream<JsonNode> vectors(String kind) {
    try {
      JsonNode all = new ObjectMapper().readTree(Path.of("test-data/identifiers.json").toFile());
      return StreamSupport.stream(all.get(kind).spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
