package org.gridseal.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.Pem;

/// Writes `test-data/requests/`, with new keys each time: nothing in a test may depend on the
/// octets of a file here, only on what is wrong or right with it. The private keys are thrown away.
///
/// Run by `test-data/generate`.
public final class TestData {
  /// What every valid request with a name asks for, and what the tests register.
  public static final HardwareModuleName HARDWARE =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");

  /// One octet more than an EST body may have.
  private static final int OVERSIZED = 64 * 1024 + 1;

  private static final int COLUMNS = 64;

  private final Path requests;

  private TestData(Path requests) {
    this.requests = requests;
  }

  /// @param arguments the folder `test-data`
  public static void main(String... arguments) throws IOException {
    var data = new TestData(Path.of(arguments[0]).resolve("requests"));
    data.write("valid", valid());
    data.write("broken", broken());
    Files.writeString(data.requests.resolve("README.md"), readme());
  }

  private void write(String folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(requests.resolve(folder));
    for (var file : files.entrySet()) {
      Files.write(requests.resolve(folder).resolve(file.getKey()), file.getValue());
    }
  }

  private static Map<String, byte[]> valid() {
    byte[] named = Requests.fresh().asking(HARDWARE).encoded();
    Map<String, byte[]> files = new TreeMap<>();
    files.put("empty-subject.der", Requests.fresh().encoded());
    files.put("common-name.der", Requests.fresh().subject("CN=inverter 7").encoded());
    files.put("hardware-module-name.der", named);
    files.put("p384-key.der", Requests.of(Keys.p384()).signedWith("SHA384withECDSA").encoded());
    files.put(
        "as-openssl.der",
        Requests.fresh().subject("C=AU,O=Maker,CN=inverter").challengePassword("1234").encoded());
    files.put(
        "as-strongswan.der",
        Requests.fresh().subject("CN=inverter").asking(HARDWARE).challengePassword("").encoded());
    files.put("one-line.b64", Base64.getEncoder().encode(named));
    files.put("wrapped.b64", wrapped(named, "\n"));
    files.put("wrapped-crlf.b64", wrapped(named, "\r\n"));
    files.put("armoured.b64", Pem.write("CERTIFICATE REQUEST", named).getBytes(US_ASCII));
    return files;
  }

  private static byte[] wrapped(byte[] encoded, String lineEnd) {
    byte[] end = lineEnd.getBytes(US_ASCII);
    String body = Base64.getMimeEncoder(COLUMNS, end).encodeToString(encoded);
    return (body + lineEnd).getBytes(US_ASCII);
  }

  private static Map<String, byte[]> broken() {
    Map<String, byte[]> files =
        Arrays.stream(Defect.values()).collect(Collectors.toMap(Defect::fileName, Defect::encoded));
    files.put("oversized.der", Arrays.copyOf(Requests.fresh().encoded(), OVERSIZED));
    String line = Base64.getEncoder().encodeToString(Requests.fresh().encoded());
    files.put("wrong-base64.b64", ("*" + line.substring(1)).getBytes(US_ASCII));
    files.put("cut-base64.b64", line.substring(0, 101).getBytes(US_ASCII));
    files.put(
        "open-armour.b64", ("-----BEGIN CERTIFICATE REQUEST-----\n" + line).getBytes(US_ASCII));
    return files;
  }

  private static String readme() {
    String defects =
        Arrays.stream(Defect.values())
            .map(
                defect ->
                    "| `%s` | %s | 400 | %s |\n"
                        .formatted(defect.fileName(), defect.what(), defect.reason()))
            .sorted()
            .collect(Collectors.joining());
    return head() + defects;
  }

  private static String head() {
    return """
      # Certification requests

      Written by `test-data/generate`, with keys that were thrown away. Each run makes new ones, so
      nothing may depend on the octets of a file. The defects are those of
      `org.gridseal.testing.Defect`.

      ## valid

      The hardware module name in them is `%s`.

      | file | what | answer |
      | --- | --- | --- |
      | `empty-subject.der` | a P-256 key and nothing else | 200 |
      | `common-name.der` | a common name, which is not used | 200 |
      | `hardware-module-name.der` | asks for its hardware module name | 200 where it is registered, else 403 `hardware-name` |
      | `as-openssl.der` | three subject attributes and a challenge password, as `openssl req` writes them | 200 |
      | `as-strongswan.der` | attributes not sorted as ASN.1 DER asks, as strongSwan's `pki` writes them | 200 |
      | `p384-key.der` | a P-384 key | 403 `key-algorithm` for an IEEE 2030.5 device |
      | `one-line.b64` | base64 in one line without an end | 200 |
      | `wrapped.b64` | base64 in lines of 64 columns | 200 |
      | `wrapped-crlf.b64` | the same with CRLF | 200 |
      | `armoured.b64` | the same with PEM armour | 200 |

      ## broken

      | file | what | status | reason |
      | --- | --- | --- | --- |
      | `oversized.der` | one octet more than 64 KiB | 413 | larger than 64 KiB |
      | `wrong-base64.b64` | a character that is not in the alphabet | 400 | no base64 |
      | `cut-base64.b64` | a length that base64 cannot have | 400 | no base64 |
      | `open-armour.b64` | PEM armour that does not end | 400 | armour |
      """
        .formatted(HARDWARE);
  }
}
