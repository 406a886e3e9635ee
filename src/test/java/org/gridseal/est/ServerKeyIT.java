package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.CurlDevice.Answer;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.gridseal.x509.KeyIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys made by the server, fetched with curl and read with OpenSSL.
class ServerKeyIT {
  @TempDir Path folder;

  private Townspeople people;
  private Tool tool;
  private CurlDevice device;

  @BeforeEach
  void arrive() {
    CurlDevice.require();
    people = new Townspeople(Town.shared());
    tool = new Tool(folder);
    device = new CurlDevice(tool, Town.shared());
  }

  @Test
  void sendsAKeyAndItsCertificate() {
    Registered site = people.registerApproved();
    List<String> code = List.of("-u", site.device() + ":" + people.oneTimeCode(site));
    device.makeRequest("any");

    Answer answer = device.post("serverkeygen", "any", code);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("multipart/mixed; boundary="));
    tool.write("key.b64", part(answer, "application/pkcs8"));
    tool.ok("openssl", "base64", "-d", "-in", "key.b64", "-out", "key.der");
    assertThat(tool.ok("openssl", "pkey", "-inform", "DER", "-in", "key.der", "-pubout"))
        .isEqualTo(certifiedKey(answer));
  }

  @Test
  void encryptsTheKeyToTheFactoryCertificate() {
    Manufacturer.Device born = people.manufacturer().device(people.registerApproved().hardware());
    List<String> factory = device.born(born);
    byte[] identifier = KeyIdentifier.allOf(born.certificate()).getFirst();
    tool.write(
        "wish.csr",
        java.util.Base64.getMimeEncoder()
            .encodeToString(
                Requests.fresh()
                    .attribute(
                        PKCSObjectIdentifiers.id_aa_asymmDecryptKeyID,
                        new DEROctetString(identifier))
                    .encoded()));

    Answer answer = device.post("serverkeygen", "wish", factory);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    tool.write("key.b64", part(answer, "application/pkcs7-mime; smime-type=server-generated-key"));
    tool.ok("openssl", "base64", "-d", "-in", "key.b64", "-out", "key.p7");
    tool.ok(
        "openssl",
        "cms",
        "-decrypt",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "key.p7",
        "-inkey",
        "factory.key",
        "-out",
        "signed.content");
    assertThat(Path.of(folder.toString(), "signed.content")).isNotEmptyFile();
  }

  private String certifiedKey(Answer answer) {
    tool.write("certificate.b64", part(answer, "application/pkcs7-mime; smime-type=certs-only"));
    tool.ok("openssl", "base64", "-d", "-in", "certificate.b64", "-out", "certificate.p7");
    tool.ok(
        "openssl",
        "pkcs7",
        "-inform",
        "DER",
        "-in",
        "certificate.p7",
        "-print_certs",
        "-out",
        "issued.pem");
    return tool.ok("openssl", "x509", "-in", "issued.pem", "-noout", "-pubkey");
  }

  /// The base64 of the part of that type, with a final line feed.
  private static String part(Answer answer, String type) {
    return Optional.of(answer.body())
        .map(body -> body.split("Content-Type: " + type + "\r\n", 2)[1])
        .map(rest -> rest.split("\r\n\r\n", 2)[1])
        .map(rest -> rest.split("\r\n--", 2)[0] + "\n")
        .orElseThrow()
        .replaceAll("(.{64})(?=.)", "$1\n");
  }
}
