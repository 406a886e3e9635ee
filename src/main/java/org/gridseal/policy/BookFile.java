package org.gridseal.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;
import org.jspecify.annotations.Nullable;

/// `sites.yaml` as written, after everything was checked that a schema cannot say.
///
/// @param effectiveFrom when it comes into force; at once, unless said
/// @param protocols for each its certificate profiles
record BookFile(
    int version,
    @Nullable Instant effectiveFrom,
    Map<String, Set<String>> protocols,
    Aggregators aggregators,
    List<SizeClass> tiers,
    List<ControlOverride> overrides,
    List<BookRule> rules) {
  private static final String SCHEMA = "sites.schema.json";
  private static final List<Tier> ASCENDING = List.of(Tier.values());

  /// @param profiles the certificate profiles of aggregators
  record Aggregators(Tier minimumTier, Set<String> profiles) {}

  BookFile {
    protocols = Map.copyOf(protocols);
    tiers = List.copyOf(tiers);
    overrides = List.copyOf(overrides);
    rules = List.copyOf(rules);
  }

  /// What a book is made of.
  record Parts(BookFile file, Overrides overrides, List<CompiledRule> rules) {}

  /// @throws BrokenDocumentException as [PolicyBook#parse]
  static Parts parse(byte[] yaml) {
    Document document = Document.read(yaml, SCHEMA);
    BookFile file = document.as(BookFile.class);
    List<Problem> problems = new ArrayList<>();
    file.addProblemsOfOrder(document, problems);
    file.addProblemsOfNames(document, problems);
    List<CompiledRule> rules = RuleCompiler.compile(file.rules(), document, problems);
    refuseIfAny(problems);
    Overrides overrides = Overrides.of(file.base(document), file.overrides(), file.protocols());
    file.addProblemsOfControls(document, overrides, problems);
    refuseIfAny(problems);
    return new Parts(file, overrides, rules);
  }

  /// The sentence of each name that can stand in a decision.
  Map<String, String> sayings() {
    Map<String, String> sayings = new HashMap<>();
    overrides.forEach(each -> sayings.put(each.name(), each.says()));
    for (BookRule rule : rules) {
      sayings.put(rule.name(), rule.says());
      rule.exceptions().forEach(each -> sayings.put(rule.name() + "/" + each.name(), each.says()));
    }
    return Map.copyOf(sayings);
  }

  private static void refuseIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems.stream().distinct().toList());
    }
  }

  private Map<Tier, ObjectNode> base(Document document) {
    Map<Tier, ObjectNode> base = new EnumMap<>(Tier.class);
    for (int index = 0; index < tiers.size(); index++) {
      base.put(tiers.get(index).tier(), (ObjectNode) document.root().at(controlsOf(index)));
    }
    return base;
  }

  /// The schema has seen to it that there are five tiers.
  private void addProblemsOfOrder(Document document, List<Problem> problems) {
    for (int index = 0; index < tiers.size(); index++) {
      String sentence = sentenceOfOrder(index);
      if (sentence != null) {
        problems.add(problem(document, "/tiers/" + index, sentence));
      }
    }
  }

  private @Nullable String sentenceOfOrder(int index) {
    SizeClass entry = tiers.get(index);
    long expected = index == 0 ? 0 : tiers.get(index - 1).size().last() + 1;
    if (entry.tier() != ASCENDING.get(index)) {
      return "tiers must ascend from T1 to T5, each once";
    }
    if (entry.size().first() > expected) {
      return "sizes from %d VA to below %d VA are in no tier"
          .formatted(expected, entry.size().first());
    }
    if (entry.size().first() < expected) {
      return "sizes from %d VA on are in the tier before, too".formatted(entry.size().first());
    }
    return entry.size().last() < entry.size().first() ? "no size is in this tier" : null;
  }

  /// A name stands in decisions for ever, so it may mean one thing only.
  private void addProblemsOfNames(Document document, List<Problem> problems) {
    Set<String> taken = new HashSet<>(SecurityPolicy.RULES);
    for (int i = 0; i < overrides.size(); i++) {
      requireNew(overrides.get(i).name(), taken, document, "/overrides/" + i, problems);
      requireKnown(i, document, problems);
    }
    for (int i = 0; i < rules.size(); i++) {
      requireNew(rules.get(i).name(), taken, document, "/rules/" + i, problems);
    }
  }

  private static void requireNew(
      String name, Set<String> taken, Document document, String pointer, List<Problem> problems) {
    if (!taken.add(name)) {
      problems.add(problem(document, pointer, "the name %s means something else".formatted(name)));
    }
  }

  private void requireKnown(int override, Document document, List<Problem> problems) {
    Stream.ofNullable(overrides.get(override).scope().protocols())
        .flatMap(Set::stream)
        .filter(name -> !protocols.containsKey(name))
        .forEach(
            name ->
                problems.add(
                    problem(
                        document,
                        "/overrides/" + override + "/scope",
                        "%s is none of the protocols of this file".formatted(name))));
  }

  private void addProblemsOfControls(Document document, Overrides table, List<Problem> problems) {
    // Where nothing overrides first, for what is wrong there is wrong everywhere.
    table
        .tables()
        .sorted(Overrides.Table.FEWEST_FIRST)
        .forEach(
            each -> {
              if (problems.isEmpty()) {
                addProblemsOf(each, document, problems);
              }
            });
  }

  private void addProblemsOf(Overrides.Table table, Document document, List<Problem> problems) {
    for (int index = 0; index < ASCENDING.size(); index++) {
      Controls controls = controlsAt(table, index);
      String pointer = pointerOf(table, index);
      Stream<String> weaker =
          index == 0
              ? Stream.empty()
              : Strength.weakened(controlsAt(table, index - 1), controls).stream()
                  .map(
                      (ASCENDING.get(index) + ": %s is weaker than at the tier before")::formatted);
      Stream.concat(Contradictions.of(controls).stream(), weaker)
          .map(sentence -> problem(document, pointer, sentence))
          .forEach(problems::add);
    }
  }

  private static Controls controlsAt(Overrides.Table table, int index) {
    return Objects.requireNonNull(table.controls().get(ASCENDING.get(index)), "each has all tiers");
  }

  private String pointerOf(Overrides.Table table, int index) {
    if (table.names().isEmpty()) {
      return controlsOf(index);
    }
    String last = table.names().getLast();
    return IntStream.range(0, overrides.size())
        .filter(i -> overrides.get(i).name().equals(last))
        .mapToObj(i -> "/overrides/" + i)
        .findFirst()
        .orElse("");
  }

  private static String controlsOf(int tier) {
    return "/tiers/" + tier + "/controls";
  }

  static Problem problem(Document document, String pointer, String sentence) {
    return new Problem(document.lineOf(pointer), pointer, sentence);
  }
}
