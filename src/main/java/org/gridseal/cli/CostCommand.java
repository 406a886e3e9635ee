package org.gridseal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridseal.cost.FleetCost;
import org.gridseal.cost.Plan;
import org.gridseal.cost.Usage;
import org.gridseal.cost.Wan;
import org.gridseal.cost.WanBook;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.Move;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.policy.Tier;
import org.gridseal.site.ApparentPower;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cost`: what the security of a site, or of a fleet, costs on its way to us.
@Command(
    name = "cost",
    description = {
      "Shows what a site's security costs: megabytes and money a month, time to the first byte, for",
      "each WAN and price plan of wan.yaml, with the cheapest sessions that the policy allows."
    },
    footer = {
      "",
      "Examples:",
      "  gridseal cost --size 5kVA                             a home, on every WAN",
      "  gridseal cost --size 5kVA --wan vsat --poll PT15M     and why nothing cheaper is allowed",
      "  gridseal cost --fleet T1=900000,T2=99000 --wan lte-m  a fleet",
      "",
      "docs/cost.md tells what is counted, and how well that was measured."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file is broken, or the policy accepts none of these WANs",
      "2:the command was not understood"
    })
public final class CostCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "5kVA",
      converter = PolicyCommand.ToApparentPower.class,
      description = "Sum of the site's AC nameplate ratings; by default ${DEFAULT-VALUE}.")
  private ApparentPower size;

  @Option(
      names = "--fleet",
      split = ",",
      paramLabel = "TIER=SITES",
      description = "How many sites there are of which tier, instead of one site.")
  private Map<Tier, Long> fleet = Map.of();

  @Option(
      names = "--wan",
      split = ",",
      paramLabel = "WAN",
      description = "Names in wan.yaml, separated by commas; by default all of them.")
  private List<String> wans = List.of();

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Name of a price plan in wan.yaml; by default all that a WAN has.")
  private @Nullable String plan;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      defaultValue = "PT15M",
      description = "From one poll to the next, ISO 8601; by default ${DEFAULT-VALUE}.")
  private Duration poll;

  @Option(names = "--detach", description = "The modem leaves the network between two polls.")
  private boolean detaches;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Parameters(
      paramLabel = "DIR",
      defaultValue = PolicyCommand.SHIPPED,
      description = "The folder with sites.yaml and wan.yaml; by default ${DEFAULT-VALUE}.")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      PolicyBook policies = read("sites.yaml", PolicyBook::parse);
      WanBook book = read("wan.yaml", WanBook::parse);
      Usage usage = new Usage(poll, detaches);
      return fleet.isEmpty() ? site(policies, book, usage) : fleet(policies, book, usage);
    } catch (BrokenDocumentException e) {
      return 1;
    } catch (IllegalArgumentException e) {
      err().println("gridseal: " + e.getMessage());
      return 2;
    }
  }

  private int site(PolicyBook policies, WanBook book, Usage usage) throws IOException {
    SecurityPolicy policy = policies.policyFor(size);
    CostReport report =
        CostReport.of(
            policy,
            chosen(book)
                .flatMap(
                    wan -> plans(book, wan).map(it -> book.site(policy.controls(), wan, it, usage)))
                .toList());
    print(report, report.lines());
    return report.rows().stream().anyMatch(row -> row.sessions() != null) ? 0 : 1;
  }

  private int fleet(PolicyBook policies, WanBook book, Usage usage) throws IOException {
    Map<Move.Demand, Long> demands = new LinkedHashMap<>();
    // From the lowest tier up.
    new TreeMap<>(fleet)
        .forEach(
            (tier, sites) -> demands.put(new Move.Demand(tier, policies.controls(tier)), sites));
    List<FleetCost> choices =
        chosen(book)
            .flatMap(
                wan ->
                    plans(book, wan)
                        .map(it -> FleetCost.on(book, wan.name(), it.name(), usage, demands)))
            .toList();
    FleetReport report = FleetReport.of(choices);
    print(report, report.lines());
    return 0;
  }

  private Stream<Wan> chosen(WanBook book) {
    return wans.isEmpty() ? book.wans().stream() : wans.stream().map(book::wan);
  }

  private Stream<Plan> plans(WanBook book, Wan wan) {
    return plan == null ? book.plansFor(wan).stream() : Stream.of(book.plan(plan));
  }

  private void print(Record report, List<String> lines) throws JsonProcessingException {
    if (json) {
      out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      lines.forEach(out()::println);
    }
    out().flush();
  }

  private <T> T read(String name, Function<byte[], T> parser) throws IOException {
    return GivenFile.parsed(spec, folder.resolve(name), parser);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
