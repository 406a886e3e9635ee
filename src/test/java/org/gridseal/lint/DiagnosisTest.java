package org.gridseal.lint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.testing.Crafted;
import org.gridseal.x509.CertificateBundle;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Crafted ROOT = Crafted.serca();
  private static final Crafted MICA = Crafted.mica(ROOT);
  private static final byte[] ROOT_ENCODED = ROOT.encoded();
  private static final byte[] MICA_ENCODED = MICA.encoded();
  private static final byte[] DEVICE = deviceWithZeros();
  private static final byte[] HASH = Digests.sha256(DEVICE);
  private static final String PEM = Pem.write("CERTIFICATE", DEVICE);
  private static final String RIGHT = Lfdi.ofCertificate(DEVICE).toString();

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void saysHowAWrongLfdiWasMade(String mistakes, String stated) {
    Diagnosis diagnosis = diagnose(PEM.getBytes(US_ASCII), stated);

    assertThat(diagnosis.matches()).isFalse();
    assertThat(String.join(" ", diagnosis.mistakes())).isEqualTo(mistakes);
    assertThat(diagnosis.sentence()).endsWith(".").hasSizeGreaterThan(20);
  }

  static Stream<Arguments> mistakes() {
    String windows = PEM.replace("\n", "\r\n");
    byte[] sha1 = Digests.sha1(DEVICE);
    return Stream.of(
        arguments("pem-text", ofText(PEM)),
        arguments("pem-text", ofText(PEM.strip())),
        arguments("pem-text-crlf", ofText(windows)),
        arguments("base64-body", ofText(Base64.getEncoder().encodeToString(DEVICE))),
        arguments("another-hash-function", HEX.formatHex(sha1)),
        arguments("issuer-certificate", Lfdi.ofCertificate(MICA_ENCODED).toString()),
        arguments("another-certificate-of-the-chain", Lfdi.ofCertificate(ROOT_ENCODED).toString()),
        arguments("public-key", ofBytes(Specimen.parse(DEVICE).keyEncoded())),
        arguments("unsigned-content", ofBytes(Specimen.parse(DEVICE).toBeSigned())),
        arguments("hexadecimal-text", ofText(HexFormat.of().formatHex(DEVICE))),
        arguments("whole-hash", HEX.formatHex(HASH)),
        arguments("rightmost-octets", HEX.formatHex(HASH, 12, 32)),
        arguments("pem-text rightmost-octets", HEX.formatHex(Digests.sha256(text(PEM)), 12, 32)),
        arguments("octets-reversed", reversed(RIGHT)),
        arguments("octets-reversed", reversed(HEX.formatHex(HASH, 12, 32))),
        arguments("leading-zeros-dropped", RIGHT.replaceFirst("^0+", "")),
        arguments("zeros-dropped", unpadded(RIGHT)),
        arguments("mistyped", "F" + RIGHT.substring(1)),
        arguments("digit-missing", RIGHT.substring(0, 39)),
        arguments("letter-for-digit", RIGHT.replace('0', 'O')),
        arguments("not-40-digits", RIGHT + "ABC"),
        arguments("another-certificate", "3E4F45AB31EDFE5B67E343E5E4562E31984E23E5"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void takesEveryFormOfTheRightOne(String stated) {
    assertThat(diagnose(PEM.getBytes(US_ASCII), stated).matches()).isTrue();
    assertThat(diagnose(DEVICE, stated).matches()).isTrue();
  }

  static Stream<String> forms() {
    Lfdi right = Lfdi.fromString(RIGHT);
    Sfdi sfdi = Sfdi.of(right);
    return Stream.of(
        RIGHT,
        RIGHT.toLowerCase(Locale.ROOT),
        right.display(),
        right.display().replace('-', ' '),
        right.display().replace('-', ':'),
        "0x" + RIGHT,
        sfdi.toString(),
        sfdi.display(),
        "%012d".formatted(sfdi.value()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongShortForms")
  void saysHowAWrongSfdiWasMade(String mistakes, long stated) {
    Diagnosis diagnosis = diagnose(DEVICE, Long.toString(stated));

    assertThat(diagnosis.matches()).isFalse();
    assertThat(String.join(" ", diagnosis.mistakes())).isEqualTo(mistakes);
  }

  static Stream<Arguments> wrongShortForms() {
    long right = Sfdi.of(Lfdi.fromString(RIGHT)).value();
    long low = new BigInteger(1, Arrays.copyOf(HASH, 20)).longValue() & 0xFFFFFFFFFL;
    long lowOfSha1 = new BigInteger(1, Digests.sha1(DEVICE)).longValue() & 0xFFFFFFFFFL;
    long issuers = Sfdi.of(Lfdi.ofCertificate(MICA_ENCODED)).value();
    return Stream.of(
        arguments("check-digit-missing", right / 10),
        arguments("check-digit-wrong", right / 10 * 10 + (right + 3) % 10),
        arguments("low-order-bits check-digit-missing", low),
        arguments("another-hash-function low-order-bits", withCheckDigit(lowOfSha1)),
        arguments("issuer-certificate", issuers));
  }

  private static long withCheckDigit(long number) {
    int sum = Long.toString(number).chars().map(Character::getNumericValue).sum();
    return number * 10 + (10 - sum % 10) % 10;
  }

  @Test
  void noticesDigitsInAnotherOrder() {
    // IEEE 2030.5-2018 §6.3.2 has 167-261-211-391; the digit sum of both is the same.
    char[] digits = Long.toString(Sfdi.of(Lfdi.fromString(RIGHT)).value()).toCharArray();
    Arrays.sort(digits);

    Diagnosis diagnosis = diagnose(DEVICE, new String(digits));

    assertThat(diagnosis.mistakes()).containsExactly("digits-swapped");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"\n", "\r\n"})
  void readsPemWithTextAroundItAndAnyLineEnds(String end) {
    String text = "subject=device" + end + PEM.replace("\n", end) + end;

    Brought brought = Brought.read(text.getBytes(US_ASCII));

    assertThat(brought.pieces()).hasSize(1);
    assertThat(brought.pieces().getFirst().certificate().lfdi()).hasToString(RIGHT);
  }

  @Test
  void readsBareBase64AndTheMessageOfEst() {
    var bundle = new CertificateBundle(Pem.certificates(text(PEM)));

    assertThat(Brought.read(Base64.getMimeEncoder().encode(DEVICE)).pieces()).hasSize(1);
    assertThat(Brought.read(bundle.encoded()).pieces()).hasSize(1);
    assertThat(Brought.read(Base64.getEncoder().encode(bundle.encoded())).pieces()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PKCS7", "CMS", "CERTIFICATE"})
  void readsAMessageUnderWhicheverLabelItHas(String label) {
    var bundle = new CertificateBundle(Pem.certificates(text(PEM)));

    assertThat(Brought.read(text(Pem.write(label, bundle.encoded()))).pieces()).hasSize(1);
  }

  @Test
  void passesOverWhatElseStandsInAFile() {
    String parameters = Pem.write("EC PARAMETERS", new byte[] {6, 0});

    assertThat(Brought.read(text(parameters + PEM)).pieces()).hasSize(1);
  }

  /// A pattern that looked for each end in all that follows took hours of this.
  @Test
  void isNotHeldUpByBeginningsWithoutAnEnd() {
    String beginnings = "-----BEGIN CERTIFICATE-----\n".repeat(35_000);

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Brought.read(text(beginnings)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "hello", "MAA=", "0"})
  void refusesWhatIsNoCertificate(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> Brought.read(text.getBytes(US_ASCII)));
  }

  @Test
  void recognisesTheRealLfdis() throws IOException {
    var epri = FieldTest.read("epri-dev+IEEE-2030.5-Client/pti_dev.x509");
    var eq = FieldTest.read("longzheng+open-dynamic-export/eq_test_chain_device_mica_serca.pem");

    assertThat(epri.getFirst().lfdi()).hasToString("0671C144D27DC9E612AFE7DC6C79EC089ED3DCC5");
    assertThat(eq.getFirst().lfdi()).hasToString("0F8872FF54ACDC4A9B789F0872255051D0BDBB64");
    assertThat(
            Diagnosis.of(Brought.read(epri.getFirst().encoded()), epri, "017-298-934-539")
                .matches())
        .isTrue();
  }

  private static Diagnosis diagnose(byte[] content, String stated) {
    var chain = Stream.of(DEVICE, MICA_ENCODED, ROOT_ENCODED).map(Specimen::parse).toList();
    return Diagnosis.of(Brought.read(content), chain, stated);
  }

  /// One whose LFDI begins with a zero and has another later, as one in a few dozen has.
  private static byte[] deviceWithZeros() {
    byte[] encoded = Crafted.device(MICA).encoded();
    while (!Lfdi.ofCertificate(encoded).toString().matches("0[1-9A-F]([1-9A-F]{2})*0[1-9A-F].*")) {
      encoded = Crafted.device(MICA).encoded();
    }
    return encoded;
  }

  private static String unpadded(String digits) {
    return Arrays.stream(digits.split("(?<=\\G..)"))
        .map(octet -> octet.replaceFirst("^0", ""))
        .collect(Collectors.joining());
  }

  private static String ofText(String text) {
    return ofBytes(text(text));
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String ofBytes(byte[] content) {
    return Lfdi.ofCertificate(content).toString();
  }

  private static String reversed(String digits) {
    List<String> octets = Arrays.asList(digits.split("(?<=\\G..)"));
    return String.join("", octets.reversed());
  }
}
