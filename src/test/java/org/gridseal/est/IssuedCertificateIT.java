package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.CurlDevice.Answer;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Tool.Said;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device's certificate from its enrollment to its revocation, as OpenSSL sees it.
class IssuedCertificateIT {
  /// Generic device (IEEE 2030.5-2018 §6.11.7).
  private static final String GENERIC_DEVICE = "1.3.6.1.4.1.40732.1.1";

  /// A test certificate, which ours are not.
  private static final String TEST = "1.3.6.1.4.1.40732.2.1";

  @TempDir private Path folder;

  private Town town;
  private Townspeople people;
  private Tool tool;
  private CurlDevice device;
  private Registered site;

  @BeforeEach
  void enroll() {
    CurlDevice.require();
    town = Town.shared();
    people = new Townspeople(town);
    tool = new Tool(folder);
    device = new CurlDevice(tool, town);
    site = people.registerApproved();
    List<String> factory = device.born(people.manufacturer().device(site.hardware()));
    device.makeRequest("device");
    Answer answer = device.post("simpleenroll", "device", factory);
    assertThat(answer.status()).isEqualTo(200);
    device.keep(answer, "device");
  }

  @Test
  void isAGenericDevicesByItsPolicies() {
    assertThat(verify("-policy", GENERIC_DEVICE, "-explicit_policy").all()).contains(": OK");
    assertThat(verify("-policy", TEST, "-explicit_policy").exitCode()).isNotZero();
  }

  @Test
  void saysWhatTheStandardSaysOfADevice() {
    String text = tool.ok("openssl", "x509", "-in", "device.pem", "-noout", "-text");

    assertThat(text.lines().map(String::strip).toList())
        .contains("Version: 3 (0x2)", "Signature Algorithm: ecdsa-with-SHA256", "Subject:")
        .contains("ASN1 OID: prime256v1")
        .containsSequence("X509v3 Key Usage: critical", "Digital Signature, Key Agreement")
        .containsSequence(
            "X509v3 Certificate Policies: critical",
            "Policy: " + GENERIC_DEVICE,
            "Policy: 1.3.6.1.4.1.40732.1.3")
        .contains("X509v3 Subject Alternative Name: critical")
        .contains(
            "URI:" + town.status() + "/crl/issuing.crl", "OCSP - URI:" + town.status() + "/ocsp");
    assertThat(text)
        .containsPattern("Authority Key Identifier: *\n +(?:[0-9A-F]{2}:){7}[0-9A-F]{2}\n")
        .containsPattern("Subject Key Identifier: *\n +(?:[0-9A-F]{2}:){7}[0-9A-F]{2}\n")
        .doesNotContain("Basic Constraints", "Extended Key Usage");
  }

  /// OpenSSL prints no hardware module name, but the octets around its serial.
  @Test
  void namesItsHardware() {
    String structure = tool.ok("openssl", "asn1parse", "-strictpem", "-in", "device.pem");
    String name =
        structure
            .lines()
            .dropWhile(line -> !line.contains("X509v3 Subject Alternative Name"))
            .filter(line -> line.contains("[HEX DUMP]"))
            .findFirst()
            .orElseThrow();

    // id-on-hardwareModuleName, then the serial as an OCTET STRING.
    assertThat(name.toLowerCase(Locale.ROOT))
        .contains("06082b06010505070804")
        .endsWith(site.hardware().serialNumber());
  }

  @Test
  void isGoodUntilItIsRevokedAndThenNowhere() {
    Said before = ocsp();
    boolean listedBefore = list().contains(serialNumber());

    assertThat(people.revoke(serialNumber(), "keyCompromise").statusCode()).isEqualTo(200);

    assertThat(before.all()).contains("Response verify OK", "device.pem: good");
    assertThat(listedBefore).isFalse();
    assertThat(ocsp().all())
        .contains("Response verify OK", "device.pem: revoked", "Reason: keyCompromise");
    assertThat(listWithIt())
        .containsPattern("Serial Number: " + serialNumber() + "\n(.*\n){1,4}? +Key Compromise");
    assertThat(verify("-crl_check", "-CRLfile", "list.pem").all()).contains("certificate revoked");
  }

  @Test
  void renewsNothingOnceItIsRevoked() {
    device.makeRequest("next");
    people.revoke(serialNumber(), "keyCompromise");

    Answer answer = device.post("simplereenroll", "next", device.shows("device"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).hasLineCount(1).contains("certificate-not-revoked");
  }

  private Said verify(String... more) {
    return tool.run(
        Tool.words(
            List.of(
                "openssl", "verify", "-CAfile", town.caFile().toString(), "-untrusted", issuing()),
            List.of(more),
            List.of("device.pem")));
  }

  private Said ocsp() {
    String responder = tool.ok("openssl", "x509", "-in", "device.pem", "-noout", "-ocsp_uri");
    return tool.run(
        "openssl",
        "ocsp",
        "-issuer",
        issuing(),
        "-cert",
        "device.pem",
        "-url",
        responder.strip(),
        "-CAfile",
        town.caFile().toString());
  }

  /// The CRL as the certificate says where to find it, as text and as `list.pem`.
  private String list() {
    tool.ok("curl", "-sSf", "-o", "list.crl", town.status() + "/crl/issuing.crl");
    tool.ok("openssl", "crl", "-inform", "DER", "-in", "list.crl", "-out", "list.pem");
    String[] check = {"openssl", "crl", "-in", "list.pem", "-CAfile", issuing(), "-noout"};
    assertThat(tool.run(check).all()).contains("verify OK");
    return tool.ok("openssl", "crl", "-in", "list.pem", "-noout", "-text");
  }

  /// The list that has the certificate, which is there within a minute.
  private String listWithIt() {
    Instant end = Instant.now().plusSeconds(60);
    String list = list();
    while (!list.contains(serialNumber()) && Instant.now().isBefore(end)) {
      list = list();
    }
    return list;
  }

  /// Upper-case hexadecimal, as OpenSSL prints it.
  private String serialNumber() {
    String line = tool.ok("openssl", "x509", "-in", "device.pem", "-noout", "-serial");
    return line.strip().replace("serial=", "");
  }

  private String issuing() {
    return town.data().resolve("ca/issuing.pem").toString();
  }
}
