package org.gridseal.testing;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.x509.Pem;

/// A device whose software is `curl` and `openssl`, with its keys in a folder of the test.
public final class CurlDevice {
  private static final String EST = "/.well-known/est/";
  private static final String PKCS_10 = "Content-Type: application/pkcs10";

  private final Tool tool;
  private final Town town;
  private final URI listener;
  private final List<String> tls;

  public CurlDevice(Tool tool, Town town) {
    this(tool, town, town.device(), List.of());
  }

  private CurlDevice(Tool tool, Town town, URI listener, List<String> tls) {
    this.tool = tool;
    this.town = town;
    this.listener = listener;
    this.tls = tls;
  }

  /// One that speaks TLS as IEEE 2030.5 has it, to the listener that does.
  ///
  /// OpenSSL counts a tag of eight octets as weak, so it must be told not to mind.
  public static CurlDevice ieee20305(Tool tool, Town town) {
    List<String> tls =
        List.of("--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-CCM8@SECLEVEL=0");
    return new CurlDevice(tool, town, town.device2030(), tls);
  }

  /// Whoever runs a test without these programs skips it.
  public static void require() {
    Tool.require("curl", "curl");
    Tool.require("openssl", "openssl");
  }

  /// Writes the key and the chain that the device left the factory with.
  ///
  /// @return curl's options to show them
  public List<String> born(Manufacturer.Device device) {
    tool.write("factory.key", Pem.write("PRIVATE KEY", device.keys().getPrivate().getEncoded()));
    var chain = new StringBuilder();
    device.sent().forEach(certificate -> chain.append(pem(certificate)));
    tool.write("factory.pem", chain.toString());
    return shows("factory");
  }

  /// curl's options to show the certificate and key of that name.
  public List<String> shows(String name) {
    return List.of("--cert", name + ".pem", "--key", name + ".key");
  }

  /// Makes a P-256 key and a request for it, `NAME.key`, `NAME.csr` (base64) and `NAME.der`.
  public void makeRequest(String name) {
    tool.ok(
        "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key");
    tool.ok(
        "openssl",
        "req",
        "-new",
        "-key",
        name + ".key",
        "-subj",
        "/",
        "-outform",
        "DER",
        "-out",
        name + ".der");
    tool.ok("openssl", "base64", "-in", name + ".der", "-out", name + ".csr");
  }

  /// Sends `REQUEST.csr` to an operation.
  ///
  /// @param operation below `/.well-known/est/`
  public Answer post(String operation, String request, List<String> options) {
    List<String> all = new ArrayList<>(List.of("--data-binary", "@" + request + ".csr"));
    all.addAll(List.of("-H", PKCS_10));
    all.addAll(options);
    return curl(operation, all);
  }

  /// Asks for an operation with any options of curl's.
  public Answer curl(String operation, List<String> options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "curl", "-sS", "--cacert", town.caFile().toString(), "-D", "head", "-o", "body"));
    words.addAll(tls);
    words.addAll(options);
    words.add(at(operation).toString());
    tool.ok(words.toArray(String[]::new));
    // The last block, because there is one more after each 100 Continue.
    String[] blocks = tool.read("head").strip().split("\r\n\r\n");
    return new Answer(blocks[blocks.length - 1].lines().toList(), tool.read("body"));
  }

  /// Makes `NAME.pem` of an answer with one certificate.
  public void keep(Answer issued, String name) {
    tool.write("answer.b64", issued.body());
    tool.ok("openssl", "base64", "-d", "-A", "-in", oneLine("answer.b64"), "-out", "answer.p7");
    tool.ok(
        "openssl",
        "pkcs7",
        "-inform",
        "DER",
        "-in",
        "answer.p7",
        "-print_certs",
        "-out",
        name + ".pem");
  }

  public URI at(String operation) {
    return listener.resolve(EST + operation);
  }

  /// OpenSSL reads long lines only with `-A`, and wrapped ones only without it.
  private String oneLine(String file) {
    tool.write("one-line.b64", String.join("", tool.lines(file)));
    return "one-line.b64";
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.write("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// What came back.
  ///
  /// @param head status line and headers as they were on the wire
  public record Answer(List<String> head, String body) {
    public int status() {
      return Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /// @param name in the very case in which it must have come
    public Optional<String> header(String name) {
      return head.stream()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }
}
