package org.gridseal.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridseal.cli.VerifyLogCommand;
import org.gridseal.cli.local.DemoPerson;
import org.gridseal.x509.Pem;
import picocli.CommandLine;

/// The running service, its people and its addresses, as the demo sees them.
///
/// @param data the data directory of the `up` that runs
record Installation(
    Path data, URI web, URI device, URI ieee2030, URI status, URI keycloak, Api api) {

  static Installation of(
      Path data,
      URI web,
      URI device,
      URI ieee2030,
      URI status,
      URI keycloak,
      List<DemoPerson> people) {
    Map<String, DemoPerson> byLogin =
        people.stream().collect(Collectors.toMap(DemoPerson::name, person -> person));
    Api api =
        new Api(
            Wire.anonymous(certificate(data, "root")),
            web,
            keycloak.resolve("/realms/gridseal/"),
            byLogin);
    return new Installation(data, web, device, ieee2030, status, keycloak, api);
  }

  private static X509Certificate certificate(Path data, String name) {
    try {
      return Pem.certificate(Files.readAllBytes(data.resolve("ca/" + name + ".pem")));
    } catch (IOException e) {
      throw new UncheckedIOException("the CA's certificate is missing", e);
    }
  }

  EstDevice device(FakeManufacturer.Device made) {
    return new EstDevice(
        device, certificate(data, "root"), List.of(made.certificate()), made.keys());
  }

  Ieee2030Device ieee2030Device(FakeManufacturer.Device made) {
    return new Ieee2030Device(ieee2030, certificate(data, "root"), made);
  }

  Relying relying() {
    return new Relying(certificate(data, "root"), certificate(data, "issuing"), status);
  }

  /// Runs `gridseal verify log` against the web listener, with the key that the status listener
  /// publishes.
  ///
  /// @return its last line
  /// @throws FailedStepException if the log does not hold up
  String verifyLog(Path token) {
    StringWriter output = new StringWriter();
    PrintWriter lines = new PrintWriter(output, true);
    int exit =
        new CommandLine(new VerifyLogCommand())
            .setOut(lines)
            .setErr(lines)
            .execute(
                web.resolve("/log").toString(),
                "--key",
                new String(api.getBytes("auditor", "/log/key"), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow(),
                "--token-file",
                token.toString(),
                "--ca-file",
                data.resolve("ca/root.pem").toString());
    String last = output.toString().lines().reduce((first, second) -> second).orElse("");
    if (exit != 0) {
      throw new FailedStepException("the log does not hold up: " + last);
    }
    return last;
  }
}
