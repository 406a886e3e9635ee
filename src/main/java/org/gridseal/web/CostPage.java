package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gridseal.cost.Usage;
import org.gridseal.policy.Connection;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Findings;
import org.jspecify.annotations.Nullable;

/// What the security of a site of any size costs on each network: the same calculation as
/// `./gridseal cost`, as a table and its picture.
@Path("/pages/costs")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class CostPage {
  private static final int UNPROCESSABLE = 422;
  private static final String SIZE = "/sizeVA";
  private static final String POLL = "/poll";
  private static final String MODEM = "/modem";

  /// A home.
  private static final ApparentPower USUAL_SIZE = ApparentPower.ofKilovoltAmperes(5);

  /// Minutes; the schema of IEEE 2030.5 says 15 where nobody says anything.
  private static final List<Integer> POLLS = List.of(1, 5, 10, 15, 30, 60);

  private static final int USUAL_POLL = 15;
  private static final String LEAVES = "leaves";

  private final Tiers tiers;
  private final WanCosts costs;
  private final Assets assets;
  private final CostTexts texts;

  CostPage(Tiers tiers, WanCosts costs, Assets assets, Words words) {
    this.tiers = tiers;
    this.costs = costs;
    this.assets = assets;
    this.texts = words.cost();
  }

  /// @param comparison null while the form is wrong
  /// @param asked whether somebody waits for it
  record Costs(
      FormState form,
      List<Choices.Option> polls,
      List<Choices.Option> modems,
      @Nullable Comparison comparison,
      boolean asked)
      implements TemplateInstance {}

  /// The networks beside each other.
  ///
  /// @param currency of most of the plans, which the chart is in
  /// @param others whether some plans are in another one
  /// @param script that draws the charts
  public record Comparison(
      String title, List<WanCost> rows, String currency, boolean others, String script) {
    public Comparison {
      rows = List.copyOf(rows);
    }
  }

  @GET
  public TemplateInstance show() {
    return show(USUAL_SIZE.voltAmperes());
  }

  @GET
  @Path("{size:\\d{1,12}}")
  public TemplateInstance show(@PathParam("size") long voltAmperes) {
    Map<String, String> typed =
        Map.of(
            SIZE, TypedForm.shown(SIZE, BigDecimal.valueOf(voltAmperes)),
            POLL, Integer.toString(USUAL_POLL));
    Usage usage = new Usage(Duration.ofMinutes(USUAL_POLL), false);
    return page(
        new FormState(typed, List.of()), comparison(new ApparentPower(voltAmperes), usage), false);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response compare(MultivaluedMap<String, String> sent) {
    TypedForm form = TypedForm.of(sent);
    var findings = new Findings();
    form.violations().forEach(findings::add);
    String size = form.fields().getOrDefault(SIZE, "");
    findings.require(size.matches("\\d{1,12}"), "sizeVA", "size", texts.noSize());
    String poll = form.value(POLL);
    boolean offered = POLLS.stream().map(String::valueOf).anyMatch(poll::equals);
    findings.require(offered, "poll", "choice", texts.notOffered());
    if (!findings.sound()) {
      return Response.status(UNPROCESSABLE)
          .entity(page(form.against(findings.violations()), null, false))
          .build();
    }
    Usage usage =
        new Usage(Duration.ofMinutes(Long.parseLong(poll)), form.value(MODEM).equals(LEAVES));
    Comparison comparison = comparison(new ApparentPower(Long.parseLong(size)), usage);
    return Response.ok(page(form.against(List.of()), comparison, true)).build();
  }

  private Comparison comparison(ApparentPower size, Usage usage) {
    SecurityPolicy policy = tiers.policyFor(Connection.atLowVoltage(size));
    List<WanCost> rows = costs.all(policy.controls(), usage);
    List<String> currencies = WanCost.currencies(rows);
    return new Comparison(
        texts.resultTitle(Amounts.of(size), Needs.tier(policy)),
        rows,
        currencies.isEmpty() ? "" : currencies.getFirst(),
        currencies.size() > 1,
        assets.at("chart.js"));
  }

  private TemplateInstance page(FormState form, @Nullable Comparison comparison, boolean asked) {
    return new Costs(
        form,
        POLLS.stream()
            .map(it -> new Choices.Option(it.toString(), texts.everyMinutes(it)))
            .toList(),
        List.of(
            new Choices.Option("stays", texts.stays()), new Choices.Option(LEAVES, texts.leaves())),
        comparison,
        asked);
  }
}
