package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Tool.Said;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The device listener as strongSwan's `pki` meets it. It reads no base64 with line breaks, checks
/// the status of the server's certificate, and renews with a new key.
class StrongSwanIT {
  /// Version 5.9.8 has two parsers. One takes no critical certificate policies, the other no
  /// hardware module name, and an IEEE 2030.5 device has both (6.11); so it must be told to go on.
  private static final String CONFIGURATION =
      """
      pki {
        x509 {
          enforce_critical = no
        }
      }
      """;

  @TempDir private Path folder;

  private Town town;
  private Townspeople people;
  private Tool tool;

  @BeforeEach
  void arrive() {
    Tool.require("pki", "strongswan-pki");
    Tool.require("openssl", "openssl");
    town = Town.shared();
    people = new Townspeople(town);
    tool = new Tool(folder);
    tool.write("strongswan.conf", CONFIGURATION);
  }

  @Test
  void fetchesTheAuthorities() {
    Said said = pki("--estca", "--caout", "ca.pem");

    assertThat(said.exitCode()).as(said.all()).isZero();
    assertThat(certificate(folder.resolve("ca.pem"))).isEqualTo(certificate(town.caFile()));
    // Each kind of certificate has a CA of its own; the client numbers them as they come.
    assertThat(
            Stream.of("ca-1.pem", "ca-2.pem", "ca-3.pem", "ca-4.pem")
                .map(folder::resolve)
                .filter(Files::exists)
                .map(this::certificate))
        .contains(certificate(issuing()));
  }

  @Test
  void findsTheServersCertificateGood() {
    Said said = pki("--estca", "--caout", "ca.pem");

    assertThat(said.all()).contains("crl correctly signed", "certificate status is good");
  }

  @Test
  void enrollsByOneTimeCodeAndRenewsWithItsCertificate() {
    Registered site = people.registerApproved();
    String user = site.device() + ":" + people.oneTimeCode(site);
    makeRequest("first");
    makeRequest("second");

    Said enrolled = enroll("first", "--userpass", user);
    tool.write("first.pem", enrolled.out());
    Said renewed = enroll("second", "--cert", "first.pem", "--key", "first.key");
    tool.write("second.pem", renewed.out());

    assertThat(enrolled.exitCode()).as(enrolled.err()).isZero();
    assertThat(renewed.exitCode()).as(renewed.err()).isZero();
    assertThat(keyOf("first"))
        .isEqualTo(tool.ok("pki", "--pub", "--in", "first.key", "--outform", "pem"));
    assertThat(keyOf("second"))
        .isEqualTo(tool.ok("pki", "--pub", "--in", "second.key", "--outform", "pem"));
  }

  @Test
  void givesUpWithAWrongCode() {
    Registered site = people.registerApproved();
    makeRequest("first");

    Said said = enroll("first", "--userpass", site.device() + ":WRONG");

    assertThat(said.exitCode()).isNotZero();
    assertThat(said.all()).contains("401");
  }

  private void makeRequest(String name) {
    tool.write(
        name + ".key",
        tool.ok("pki", "--gen", "--type", "ecdsa", "--size", "256", "--outform", "pem"));
    tool.write(
        name + ".req",
        tool.ok(
            "pki",
            "--req",
            "--type",
            "ecdsa",
            "--in",
            name + ".key",
            "--dn",
            "CN=inverter",
            "--outform",
            "pem"));
  }

  private Said enroll(String name, String... credential) {
    List<String> request = List.of("--in", name + ".req", "--maxpolltime", "5");
    return pki("--est", Tool.words(request, List.of(credential)));
  }

  private Said pki(String verb, String... more) {
    List<String> server =
        List.of("pki", verb, "--url", town.device().toString(), "--outform", "pem");
    List<String> authorities =
        List.of("--cacert", town.caFile().toString(), "--cacert", issuing().toString());
    ProcessBuilder command =
        new ProcessBuilder(Tool.words(server, authorities, List.of(more)))
            .directory(folder.toFile());
    command.environment().put("STRONGSWAN_CONF", tool.file("strongswan.conf").toString());
    return tool.run(command, new byte[0]);
  }

  private String keyOf(String name) {
    return tool.ok("openssl", "x509", "-in", name + ".pem", "-noout", "-pubkey");
  }

  private String certificate(Path file) {
    return tool.ok("openssl", "x509", "-in", file.toString());
  }

  private Path issuing() {
    return town.data().resolve("ca/issuing.pem");
  }
}
