package org.gridseal.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gridseal.cli.local.Home;
import org.gridseal.policy.Applicant;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.KeyOrigin;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Proposal;
import org.gridseal.policy.Question;
import org.gridseal.policy.Setting;
import org.gridseal.policy.UnitFacts;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Voltage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench policy`: what a decision costs, with and without conditions, and what a reload does.
@Command(
    name = "policy",
    description = {
      "Measures decisions about an enrollment on one thread: with the policy that is shipped, and",
      "with conditions in CEL added to it, beside the floor: reading the clock and nothing else.",
      "A decision shall take 20 us at p99, reading a changed file 100 ms."
    })
final class BenchPolicyCommand implements Callable<Integer> {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final double TARGET_MICROS = 20;
  private static final double TARGET_RELOAD_MILLIS = 100;

  /// Alternately about tiers and enrollments, each over the units, and none that holds.
  private static final String RULES =
      """
        - name: tier-%1$d
          says: none
          about: tier
          when: site.feeder == 'none-%1$d' || units.exists(unit, unit.storage && unit.size > power('9 MVA'))
          exceptions: []
          raiseTo: T5
        - name: enrollment-%1$d
          says: none
          about: enrollment
          when: device.identity == 'one-time-code' && time > timestamp('2099-01-01T00:00:00Z')
          exceptions: []
          refuse: none
      """;

  @Option(
      names = "--rules",
      split = ",",
      defaultValue = "10,60",
      description = "Conditions to add, even numbers up to 60 (${DEFAULT-VALUE}).")
  List<Integer> rules;

  @Option(
      names = "--decisions",
      defaultValue = "200000",
      description = "How many are measured for each row (${DEFAULT-VALUE}).")
  int decisions;

  @Option(
      names = "--warm-up",
      defaultValue = "200000",
      description = "How many before the clock starts (${DEFAULT-VALUE}).")
  int warmUp;

  @Mixin private final ReportOutput output = new ReportOutput();

  @Override
  public Integer call() throws IOException {
    String shipped = Files.readString(Home.path().resolve("policies").resolve("sites.yaml"));
    List<Measured> rows = new ArrayList<>();
    rows.add(measured("floor", Instant::now));
    PolicyBook book = book(shipped);
    rows.add(measured("as shipped", () -> book.answer(question())));
    for (int count : rules) {
      PolicyBook ruled = book(withRules(shipped, count));
      rows.add(measured(count + " conditions", () -> ruled.answer(question())));
    }
    List<Reload> reloads =
        rules.stream().map(count -> reload(count, withRules(shipped, count))).toList();
    output.print(new Report(Machine.inWords(), rows, reloads));
    boolean met =
        rows.stream().allMatch(row -> row.p99Micros() <= TARGET_MICROS)
            && reloads.stream().allMatch(it -> it.p99Millis() <= TARGET_RELOAD_MILLIS);
    return met ? 0 : 1;
  }

  /// @param cpuMicros processor time of one, the mean
  record Measured(
      String what, int count, double cpuMicros, double p50Micros, double p99Micros, double most) {}

  record Reload(int conditions, int count, double p50Millis, double p99Millis) {}

  record Report(String machine, List<Measured> decisions, List<Reload> reloads)
      implements Printable {
    @Override
    public List<String> lines() {
      TextTable table =
          new TextTable(
              "decision", "count", "CPU us, mean", "p50 us", "p99 us", "target", "max us");
      for (Measured row : decisions) {
        table.add(
            row.what(),
            "%,d".formatted(row.count()),
            "%.2f".formatted(row.cpuMicros()),
            "%.2f".formatted(row.p50Micros()),
            "%.2f".formatted(row.p99Micros()),
            "<= %.0f".formatted(TARGET_MICROS),
            "%.0f".formatted(row.most()));
      }
      TextTable reading = new TextTable("file read", "times", "p50 ms", "p99 ms", "target");
      for (Reload row : reloads) {
        reading.add(
            row.conditions() + " conditions",
            Integer.toString(row.count()),
            "%.1f".formatted(row.p50Millis()),
            "%.1f".formatted(row.p99Millis()),
            "<= %.0f".formatted(TARGET_RELOAD_MILLIS));
      }
      List<String> lines = new ArrayList<>(List.of(machine, ""));
      lines.addAll(table.lines());
      lines.add("");
      lines.addAll(reading.lines());
      return lines;
    }
  }

  private Measured measured(String what, Supplier<Object> decision) {
    long seen = 0;
    for (int i = 0; i < warmUp; i++) {
      seen += decision.get().hashCode() & 1;
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[decisions];
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < decisions; i++) {
      long begun = System.nanoTime();
      Object answer = decision.get();
      nanos[i] = System.nanoTime() - begun;
      seen += answer == null ? 1 : 0;
    }
    double cpu = (threads.getCurrentThreadCpuTime() - before) / 1e3 / decisions;
    Percentiles of = new Percentiles(LongStream.of(nanos));
    // Whoever looks at what was decided keeps the compiler from leaving it out.
    output.say("%s: %d".formatted(what, seen));
    return new Measured(
        what, decisions, cpu, of.millis(0.5) * 1e3, of.millis(0.99) * 1e3, of.millis(1) * 1e3);
  }

  private static Reload reload(int count, String yaml) {
    int times = 200;
    int cold = 50;
    long[] nanos =
        IntStream.range(0, times)
            .mapToLong(
                i -> {
                  long begun = System.nanoTime();
                  book(yaml);
                  return System.nanoTime() - begun;
                })
            .skip(cold)
            .toArray();
    Percentiles of = new Percentiles(LongStream.of(nanos));
    return new Reload(count, of.count(), of.millis(0.5), of.millis(0.99));
  }

  private static PolicyBook book(String yaml) {
    return PolicyBook.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static String withRules(String shipped, int count) {
    String added =
        IntStream.range(0, count / 2).mapToObj(RULES::formatted).collect(Collectors.joining());
    return shipped.replace("rules: []", "rules:\n" + added);
  }

  private static Question question() {
    return new Question.Enrollment(
        Applicant.site(
            new Connection(
                ApparentPower.ofKilovoltAmperes(12),
                Voltage.ofVolts(400),
                new Setting(
                    "utility",
                    "feeder-7",
                    List.of("ieee2030.5-device"),
                    List.of(
                        new UnitFacts(DerType.PHOTOVOLTAIC, ApparentPower.ofKilovoltAmperes(7)),
                        new UnitFacts(
                            DerType.OTHER_STORAGE, ApparentPower.ofKilovoltAmperes(5)))))),
        new Proposal(
            Optional.of(KeyAlgorithm.P256),
            KeyOrigin.DEVICE,
            "ieee2030.5-device",
            DeviceIdentityKind.FACTORY_CERTIFICATE,
            true,
            Optional.empty(),
            Optional.of(Protection.TLS13),
            Proposal.FROM_ANYWHERE),
        NOW);
  }
}
