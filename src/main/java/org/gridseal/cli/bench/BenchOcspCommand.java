package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.gridseal.FastCryptography;
import org.gridseal.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench ocsp`: OCSP answers a second, what each costs, and how soon a revocation is seen.
@Command(
    name = "ocsp",
    description = {
      "Asks the status listener for OCSP answers over kept-alive connections, without and with a",
      "nonce, and measures how soon a revocation is seen in OCSP and in the CRL."
    })
final class BenchOcspCommand implements Callable<Integer> {
  /// Requests that are made before the clock runs, and taken in turn.
  private static final int REQUESTS = 20_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(
      names = "--certificates",
      defaultValue = "10000",
      description = "That are asked about, by chance (${DEFAULT-VALUE}).")
  int certificates;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "How many are open at a time (${DEFAULT-VALUE}).")
  int connections;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "How long each row is measured (${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds of the same load before the clock starts (${DEFAULT-VALUE}).")
  int warmUp;

  @Option(
      names = "--revocations",
      defaultValue = "10",
      description = "That are waited for (${DEFAULT-VALUE}).")
  int revocations;

  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException, GeneralSecurityException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      output.print(measured(testbed));
      return 0;
    }
  }

  private OcspReport measured(Testbed testbed)
      throws SQLException, IOException, GeneralSecurityException {
    double floor = floor();
    Stage.set(testbed, 2);
    RevokedRows rows = new RevokedRows(testbed);
    rows.issue(0, certificates + revocations);
    X509Certificate issuer = Pem.certificate(Files.readAllBytes(testbed.issuingFile()));
    OcspQuestions questions = new OcspQuestions(testbed.status(), issuer);
    Random random = new Random(1);
    List<OcspReport.Load> loads = new ArrayList<>();
    byte[][] gets = made(random, questions::get);
    byte[][] posts = made(random, certificate -> questions.post(certificate, true));
    loads.add(load(testbed, "GET, signed before", gets, 15_000));
    loads.add(load(testbed, "POST with a nonce, signed now", posts, 5_000));
    output.say("revoking %d, one after the other".formatted(revocations));
    List<Long> inOcsp = new ArrayList<>();
    List<Long> inList = new ArrayList<>();
    for (int number = 0; number < revocations; number++) {
      seen(testbed, rows, questions, certificates + number, inOcsp, inList);
    }
    return new OcspReport(
        Run.of(spec), Machine.of(testbed), floor, certificates, loads, seen(inOcsp), seen(inList));
  }

  private byte[][] made(Random random, LongFunction<byte[]> request) {
    byte[][] made = new byte[REQUESTS][];
    for (int number = 0; number < REQUESTS; number++) {
      made[number] = request.apply(random.nextInt(certificates));
    }
    return made;
  }

  private OcspReport.Load load(Testbed testbed, String name, byte[][] requests, double target) {
    output.say("measuring " + name);
    IntFunction<byte[]> next = number -> requests[number % requests.length];
    OcspLoad load = new OcspLoad(testbed.status(), connections, next);
    load.run(Duration.ofSeconds(warmUp));
    Footprint before = Footprint.of(testbed);
    OcspLoad.Result result = load.run(Duration.ofSeconds(seconds));
    Footprint used = Footprint.of(testbed).since(before);
    Percentiles times = new Percentiles(LongStream.of(result.nanos()));
    double answers = times.count();
    return new OcspReport.Load(
        name,
        connections,
        times.count(),
        result.perSecond(),
        target,
        used.service().toMillis() / answers,
        used.postgres().toMillis() / answers,
        used.client().toMillis() / answers,
        times.millis(0.5),
        times.millis(0.99));
  }

  /// A signature over as much as an answer has, in milliseconds of processor.
  private static double floor() {
    BenchKey key = new BenchKey();
    byte[] content = new byte[200];
    for (int number = 0; number < 20_000; number++) {
      key.sign(content);
    }
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int count = 20_000;
    for (int number = 0; number < count; number++) {
      key.sign(content);
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / count;
  }

  /// Revokes one, and looks until it is seen in both; both call it good before.
  private void seen(
      Testbed testbed,
      RevokedRows rows,
      OcspQuestions questions,
      int certificate,
      List<Long> inOcsp,
      List<Long> inList)
      throws SQLException, IOException, GeneralSecurityException {
    byte[] question = questions.body(certificate);
    if (isRevoked(testbed, question)) {
      throw new FailedBenchException("a certificate is revoked before anybody did it");
    }
    rows.revokeOne(certificate);
    long begin = System.nanoTime();
    while (!isRevoked(testbed, question)) {
      demandPatience(begin);
    }
    inOcsp.add(System.nanoTime() - begin);
    while (!isListed(testbed, certificate)) {
      demandPatience(begin);
    }
    inList.add(System.nanoTime() - begin);
  }

  private static void demandPatience(long begin) {
    if (System.nanoTime() - begin > PATIENCE.toNanos()) {
      throw new FailedBenchException("a revocation is not seen");
    }
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    }
  }

  /// Whether the answer has the status `revoked`: the tag behind the repeated CertID.
  private static boolean isRevoked(Testbed testbed, byte[] question) throws IOException {
    URI place = URI.create(testbed.status() + OcspQuestions.path(question));
    byte[] answer;
    try (InputStream input = place.toURL().openStream()) {
      answer = input.readAllBytes();
    }
    byte[] id = OcspQuestions.idIn(question);
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(new String(id, StandardCharsets.ISO_8859_1));
    if (at < 0) {
      throw new FailedBenchException("an answer is about another certificate");
    }
    return (answer[at + id.length] & 0xff) == 0xa1;
  }

  private static boolean isListed(Testbed testbed, int certificate)
      throws IOException, GeneralSecurityException {
    URI place = URI.create(testbed.status() + "/crl/issuing.crl");
    try (InputStream input = place.toURL().openStream()) {
      X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(input);
      return list.getRevokedCertificate(new BigInteger(OcspQuestions.serial(certificate))) != null;
    }
  }

  private static OcspReport.Seen seen(List<Long> nanos) {
    Percentiles times = new Percentiles(nanos.stream().mapToLong(it -> it));
    return new OcspReport.Seen(times.count(), times.millis(0.5), times.millis(1));
  }
}
