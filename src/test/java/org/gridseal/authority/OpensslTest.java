package org.gridseal.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.testing.Authorities.profile;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Lists;
import org.gridseal.testing.Responders;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program that nobody here wrote thinks of our certificates, lists and answers.
class OpensslTest {
  private static final String GENERIC_DEVICE = "1.3.6.1.4.1.40732.1.1";

  private static final String REQUEST_CONFIGURATION =
      """
      [req]
      distinguished_name = name
      [name]
      [hardware]
      type = OID:1.3.6.1.4.1.37250.13.1
      serial = FORMAT:HEX,OCTETSTRING:FF150032
      """;

  /// The program asks its own clock, so ours must run with it.
  private final Instant now = Instant.now();

  private final Authorities authorities =
      new Authorities(new InMemoryKey(), InstantSource.fixed(now));

  private final CertificationAuthority issuing = authorities.issuing();
  private final X509Certificate device = device();

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws Exception {
    Assumptions.assumeTrue(isThere("openssl"), "openssl is not installed");
    write("root.pem", authorities.root().certificate());
    write("issuing.pem", issuing.certificate());
    write("device.pem", device);
  }

  @Test
  void acceptsADeviceUnderThePolicyOfDevices() throws Exception {
    assertThat(verify("-policy", GENERIC_DEVICE, "-explicit_policy", "-x509_strict"))
        .contains("device.pem: OK");
  }

  @Test
  void findsARevokedDeviceInTheList() throws Exception {
    writeList(List.of(new Revoked(serial(), now, RevocationReason.keyCompromise)));

    assertThat(run("openssl", "crl", "-in", "list.der", "-inform", "DER", "-noout", "-text"))
        .contains("X509v3 CRL Number")
        .contains("Key Compromise")
        .containsIgnoringCase("Serial Number: " + serial());
    assertThat(
            run(
                "openssl",
                "crl",
                "-in",
                "list.der",
                "-inform",
                "DER",
                "-noout",
                "-verify",
                "-CAfile",
                "issuing.pem"))
        .contains("verify OK");
    assertThat(verify("-crl_check", "-CRLfile", "list.der")).contains("certificate revoked");
  }

  @Test
  void findsADeviceThatIsNotInTheList() throws Exception {
    writeList(List.of());

    assertThat(verify("-crl_check", "-CRLfile", "list.der")).contains("device.pem: OK");
  }

  @Test
  void understandsThatADeviceIsGood() throws Exception {
    assertThat(askAbout(new Status.Good()))
        .contains("Response verify OK")
        .contains("device.pem: good");
  }

  @Test
  void understandsThatADeviceIsRevoked() throws Exception {
    var revoked = new Revoked(serial(), now, RevocationReason.superseded);

    assertThat(askAbout(new Status.Withdrawn(revoked)))
        .contains("Response verify OK")
        .contains("device.pem: revoked")
        .contains("Reason: superseded");
  }

  @Test
  void understandsThatADeviceIsOnHold() throws Exception {
    var held = new Revoked(serial(), now, RevocationReason.certificateHold);

    assertThat(askAbout(new Status.Withdrawn(held)))
        .contains("Response verify OK")
        .contains("device.pem: revoked")
        .contains("Reason: certificateHold");
  }

  @Test
  void understandsThatNobodyKnowsADevice() throws Exception {
    assertThat(askAbout(new Status.Unknown())).contains("device.pem: unknown");
  }

  @Test
  void writesRequestsThatWeRead() throws Exception {
    run(
        "openssl",
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/O=Maker/CN=inverter",
        "-addext",
        "subjectAltName=critical,otherName:1.3.6.1.5.5.7.8.4;SEQUENCE:hardware",
        "-config",
        write("req.conf", REQUEST_CONFIGURATION),
        "-keyout",
        "key.pem",
        "-outform",
        "DER",
        "-out",
        "request.der");

    var request = CertificationRequest.parse(Files.readAllBytes(folder.resolve("request.der")));

    assertThat(request.requestedName())
        .contains(new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032"));
  }

  @Test
  void strongSwanWritesRequestsThatWeRead() throws Exception {
    Assumptions.assumeTrue(isThere("pki"), "strongSwan's pki is not installed");
    run("sh", "-c", "pki --gen --type ecdsa --size 256 > key.der");
    run(
        "sh",
        "-c",
        "pki --req --type ecdsa --in key.der --dn CN=inverter --password x > request.der");

    var request = CertificationRequest.parse(Files.readAllBytes(folder.resolve("request.der")));

    assertThat(request.key().kind()).hasToString("P-256");
  }

  private String verify(String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl", "verify"));
    command.addAll(List.of(more));
    command.addAll(List.of("-CAfile", "root.pem", "-untrusted", "issuing.pem", "device.pem"));
    return run(command.toArray(String[]::new));
  }

  /// Has the program ask, answers by file, and has it judge the answer.
  private String askAbout(Status status) throws Exception {
    String[] question = {"-issuer", "issuing.pem", "-cert", "device.pem"};
    run(join(List.of("openssl", "ocsp"), question, "-reqout", "request.ocsp"));
    var request = OcspRequest.parse(Files.readAllBytes(folder.resolve("request.ocsp")));
    var answer = new OcspResponder.Answer(request.questions().getFirst(), status, Optional.empty());
    byte[] response =
        Responders.of(issuing)
            .sign(List.of(answer), request, now, now, now.plus(Duration.ofHours(24)))
            .encoded();
    Files.write(folder.resolve("answer.ocsp"), response);
    return run(
        join(
            List.of("openssl", "ocsp"),
            question,
            "-reqin",
            "request.ocsp",
            "-respin",
            "answer.ocsp",
            // The request has its nonce; without this the program would make another one.
            "-no_nonce",
            "-CAfile",
            "root.pem"));
  }

  private static String[] join(List<String> first, String[] second, String... third) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(second));
    all.addAll(List.of(third));
    return all.toArray(String[]::new);
  }

  private void writeList(List<Revoked> revoked) throws IOException {
    byte[] encoded = Lists.complete(issuing, 1, now, revoked);
    Files.write(folder.resolve("list.der"), encoded);
  }

  private X509Certificate device() {
    SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
    var hardware = new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");
    return issuing.sign(
        issuing.prepare(
            profile("ieee2030.5-device"), Subject.device(hardware), key, Period.ofYears(1)));
  }

  private SerialNumber serial() {
    BigInteger number = device.getSerialNumber();
    return new SerialNumber(number);
  }

  private void write(String name, X509Certificate certificate) throws Exception {
    Files.writeString(folder.resolve(name), Pem.write("CERTIFICATE", certificate.getEncoded()));
  }

  private String write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return name;
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  /// Gives what the program says on both its outputs.
  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
