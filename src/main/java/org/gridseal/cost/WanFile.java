package org.gridseal.cost;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;
import org.jspecify.annotations.Nullable;

/// `wan.yaml` as written, after everything was checked that a schema cannot say.
record WanFile(int version, Assumptions assumptions, List<Wan> wans, List<PlanEntry> plans) {
  private static final String SCHEMA = "wan.schema.json";

  WanFile {
    wans = List.copyOf(wans);
    plans = List.copyOf(plans);
  }

  /// A price plan as written; the schema lets through one of the three kinds of tariff.
  record PlanEntry(
      String name,
      String title,
      Currency currency,
      @Nullable Metered metered,
      @Nullable List<Step> stepped,
      @Nullable Prepaid prepaid,
      DataVolume step,
      Duration session,
      Plan.Source source) {
    Plan priced() {
      return new Plan(name, title, tariff(), step, session, source);
    }

    private Tariff tariff() {
      if (metered != null) {
        return new Tariff.Metered(
            money(metered.basic()), metered.included(), money(metered.perMegabyte()));
      }
      if (stepped != null) {
        return new Tariff.Stepped(
            stepped.stream()
                .map(it -> new Tariff.Stepped.Step(it.upTo(), money(it.price())))
                .toList());
      }
      if (prepaid != null) {
        return new Tariff.Prepaid(money(prepaid.price()), prepaid.volume(), prepaid.months());
      }
      throw new IllegalStateException("the schema demands a tariff");
    }

    private Money money(BigDecimal amount) {
      return new Money(amount, currency);
    }
  }

  record Metered(BigDecimal basic, DataVolume included, BigDecimal perMegabyte) {}

  record Step(DataVolume upTo, BigDecimal price) {}

  record Prepaid(BigDecimal price, DataVolume volume, long months) {}

  /// @throws BrokenDocumentException as [WanBook#parse]
  static WanFile parse(byte[] yaml) {
    Document document = Document.read(yaml, SCHEMA);
    WanFile file = document.as(WanFile.class);
    List<Problem> problems =
        Stream.of(
                file.repeated(document, "/wans/", file.wans.stream().map(Wan::name).toList()),
                file.repeated(
                    document, "/plans/", file.plans.stream().map(PlanEntry::name).toList()),
                file.missingPlans(document),
                file.unorderedSteps(document))
            .flatMap(it -> it)
            .toList();
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems);
    }
    return file;
  }

  List<Plan> priced() {
    return plans.stream().map(PlanEntry::priced).toList();
  }

  private Stream<Problem> repeated(Document document, String place, List<String> names) {
    Set<String> seen = new HashSet<>();
    return IntStream.range(0, names.size())
        .filter(index -> !seen.add(names.get(index)))
        .mapToObj(index -> problem(document, place + index, "its name is taken"));
  }

  private Stream<Problem> missingPlans(Document document) {
    Set<String> known = plans.stream().map(PlanEntry::name).collect(Collectors.toSet());
    return IntStream.range(0, wans.size())
        .filter(index -> !known.containsAll(wans.get(index).plans()))
        .mapToObj(
            index -> problem(document, "/wans/" + index + "/plans", "a plan is not in this file"));
  }

  private Stream<Problem> unorderedSteps(Document document) {
    return IntStream.range(0, plans.size())
        .filter(index -> !ascends(plans.get(index).stepped()))
        .mapToObj(
            index ->
                problem(
                    document, "/plans/" + index + "/stepped", "volumes or prices do not ascend"));
  }

  private static boolean ascends(@Nullable List<Step> steps) {
    return steps == null
        || IntStream.range(1, steps.size())
            .allMatch(
                index ->
                    steps.get(index - 1).upTo().compareTo(steps.get(index).upTo()) < 0
                        && steps.get(index - 1).price().compareTo(steps.get(index).price()) <= 0);
  }

  private static Problem problem(Document document, String pointer, String sentence) {
    return new Problem(document.lineOf(pointer), pointer, sentence);
  }
}
