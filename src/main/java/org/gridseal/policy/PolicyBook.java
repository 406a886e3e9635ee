package org.gridseal.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridseal.policy.BookRule.Subject;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// The security policy of `sites.yaml`: every site, of any size, is in exactly one tier, and a
/// larger one is never asked for less.
///
/// Immutable and pure: the same bytes and the same question give the same answer for ever, so a
/// recorded decision can be repeated from the file with the recorded digest. By itself it is a
/// policy that never changes.
public final class PolicyBook implements Policies {
  private final List<SizeClass> classes;
  private final Overrides overrides;
  private final List<CompiledRule> tierRules;
  private final List<CompiledRule> enrollmentRules;
  private final List<CompiledRule> approvalRules;
  private final BookFile.Aggregators aggregators;
  private final Map<String, String> sayings;
  private final @Nullable Instant effectiveFrom;
  private final PolicyVersion version;

  private PolicyBook(BookFile.Parts parts, PolicyVersion version) {
    this.classes = parts.file().tiers();
    this.overrides = parts.overrides();
    this.tierRules = about(Subject.TIER, parts.rules());
    this.enrollmentRules = about(Subject.ENROLLMENT, parts.rules());
    this.approvalRules = about(Subject.APPROVAL, parts.rules());
    this.aggregators = parts.file().aggregators();
    this.sayings = parts.file().sayings();
    this.effectiveFrom = parts.file().effectiveFrom();
    this.version = version;
  }

  private static List<CompiledRule> about(Subject subject, List<CompiledRule> rules) {
    return rules.stream().filter(it -> it.rule().about() == subject).toList();
  }

  /// Reads `sites.yaml`.
  ///
  /// @throws BrokenDocumentException if the file does not conform to `sites.schema.json`, if its
  ///   tiers leave a gap or overlap, if controls contradict each other or are weaker at a larger
  ///   tier, with any overrides that can meet, or if a condition does not compile; it names line
  ///   and path
  public static PolicyBook parse(byte[] yaml) {
    return new PolicyBook(BookFile.parse(yaml), PolicyVersion.of(yaml));
  }

  /// By which a decision names the policy that made it.
  public PolicyVersion version() {
    return version;
  }

  /// SHA-256 over the file's bytes.
  public byte[] digest() {
    return version.digest();
  }

  /// When it comes into force; empty when it has been in force since it was there.
  public Optional<Instant> effectiveFrom() {
    return Optional.ofNullable(effectiveFrom);
  }

  @Override
  public PolicyBook inForce() {
    return this;
  }

  /// Answers a question, with every rule that led to the answer.
  public Ruling answer(Question question) {
    SecurityPolicy policy = policyFor(question.applicant());
    List<String> rules = new ArrayList<>(policy.rules());
    List<Violation> violations =
        switch (question) {
          case Question.Registration _, Question.Measure _ -> List.of();
          case Question.Enrollment enrollment ->
              Stream.concat(
                      policy.violationsOf(enrollment.proposal(), enrollment.at()),
                      refusals(
                          enrollmentRules,
                          () -> Facts.ofEnrollment(enrollment, protocols(question)),
                          policy,
                          rules))
                  .toList();
          case Question.Approval approval ->
              refusals(
                      approvalRules,
                      () -> Facts.ofApproval(approval, protocols(question)),
                      policy,
                      rules)
                  .toList();
        };
    violations.stream().map(Violation::rule).filter(it -> !rules.contains(it)).forEach(rules::add);
    return new Ruling(version, question, policy, rules, violations);
  }

  /// What an override, a rule or an exception says, by the name that stands in decisions; empty for
  /// those that are in every book.
  public Optional<String> saying(String rule) {
    return Optional.ofNullable(sayings.get(rule));
  }

  /// What a site connected at low voltage must meet.
  public SecurityPolicy policyFor(ApparentPower size) {
    return policyFor(Connection.atLowVoltage(size));
  }

  /// What a site must meet; one from which an aggregator speaks is in no lower tier than the book's
  /// minimum for aggregators, whatever stands there.
  public SecurityPolicy policyFor(Connection site) {
    List<String> rules = new ArrayList<>();
    Tier tier = tierOf(site, "size", rules);
    if (site.setting().profiles().stream().anyMatch(this::isForAggregators)) {
      tier = raiseToMinimum(tier, rules);
    }
    return policyOf(tier, site.setting(), rules);
  }

  private Tier raiseToMinimum(Tier tier, List<String> rules) {
    Tier least = aggregators.minimumTier();
    return raise(tier, least, "aggregator-minimum-" + least.suffix(), rules);
  }

  /// What an aggregator must meet: the tier of the sum of all it manages, but never a lower one
  /// than that of any of its sites, nor than the book's minimum for aggregators.
  ///
  /// @param sites all that it manages; none at the start
  public SecurityPolicy policyForAggregator(Collection<Connection> sites) {
    return policyFor(fleetOf(sites), Setting.NONE);
  }

  /// Whether it is an aggregator that asks for certificates of this profile.
  public boolean isForAggregators(String profile) {
    return aggregators.profiles().contains(profile);
  }

  /// The profiles that its protocols and aggregators name; those of `enrollment` are apart.
  public Set<String> profiles() {
    Set<String> all = new TreeSet<>(aggregators.profiles());
    all.addAll(overrides.profiles());
    return all;
  }

  /// What of the sites of an aggregator decides its tier.
  public Fleet fleetOf(Collection<Connection> sites) {
    return new Fleet(
        sites.size(),
        ApparentPower.sum(sites.stream().map(Connection::size).toList()),
        sites.stream().max(Comparator.comparing(it -> tierOf(it, "size", new ArrayList<>()))));
  }

  /// What each tier demands where nothing overrides it, from T1 up.
  public List<Controls> controls() {
    return Stream.of(Tier.values()).map(this::controls).toList();
  }

  /// What a tier demands where nothing overrides it.
  public Controls controls(Tier tier) {
    return overrides.usual(tier);
  }

  /// Whatever any site can be asked for, wherever it is, in no order.
  public List<Controls> everyControls() {
    return overrides
        .tables()
        .flatMap(table -> table.controls().values().stream())
        .distinct()
        .toList();
  }

  /// What is accepted at enrollment anywhere.
  public List<Controls.Enrollment> enrollments() {
    return everyControls().stream().map(Controls::enrollment).distinct().toList();
  }

  private List<String> protocols(Question question) {
    return List.copyOf(overrides.protocolsOf(question.applicant().site().setting()));
  }

  public SecurityPolicy policyFor(Applicant applicant) {
    return applicant
        .fleet()
        .map(fleet -> policyFor(fleet, applicant.site().setting()))
        .orElseGet(() -> policyFor(applicant.site()));
  }

  private SecurityPolicy policyFor(Fleet fleet, Setting setting) {
    List<String> rules = new ArrayList<>();
    Tier tier = classOf(fleet.size()).tier();
    rules.add("aggregate-size-" + tier.suffix());
    if (fleet.highest().isPresent()) {
      Tier highest = tierOf(fleet.highest().get(), "size", new ArrayList<>());
      tier = raise(tier, highest, "largest-site-" + highest.suffix(), rules);
    }
    return policyOf(raiseToMinimum(tier, rules), setting, rules);
  }

  private Tier tierOf(Connection site, String rule, List<String> rules) {
    Tier tier = classOf(site.size()).tier();
    rules.add(rule + "-" + tier.suffix());
    for (SizeClass entry : classes) {
      if (entry.demandedBy(site.voltage())) {
        tier = raise(tier, entry.tier(), "voltage-" + entry.tier().suffix(), rules);
      }
    }
    return tierRules.isEmpty() ? tier : raised(tier, site, rules);
  }

  private Tier raised(Tier before, Connection site, List<String> rules) {
    Tier tier = before;
    Map<String, Object> facts =
        Facts.ofSite(site, List.copyOf(overrides.protocolsOf(site.setting())));
    for (CompiledRule each : tierRules) {
      Tier least = Objects.requireNonNull(each.rule().raiseTo(), "a rule on tiers raises");
      if (tier.compareTo(least) < 0) {
        switch (each.asked(facts)) {
          case CompiledRule.Answer.Silent _ -> {}
          case CompiledRule.Answer.Excepted(String name) -> rules.add(name);
          case CompiledRule.Answer.Applies _ ->
              tier = raise(tier, least, each.rule().name(), rules);
        }
      }
    }
    return tier;
  }

  private static Tier raise(Tier tier, Tier least, String rule, List<String> rules) {
    if (tier.compareTo(least) >= 0) {
      return tier;
    }
    rules.add(rule);
    return least;
  }

  private static Stream<Violation> refusals(
      List<CompiledRule> all,
      Supplier<Map<String, Object>> facts,
      SecurityPolicy policy,
      List<String> rules) {
    if (all.isEmpty()) {
      return Stream.empty();
    }
    Map<String, Object> known = facts.get();
    List<Violation> violations = new ArrayList<>();
    for (CompiledRule each : all) {
      switch (each.asked(known)) {
        case CompiledRule.Answer.Silent _ -> {}
        case CompiledRule.Answer.Excepted(String name) -> rules.add(name);
        case CompiledRule.Answer.Applies _ -> violations.add(policy.violation(each.rule()));
      }
    }
    return violations.stream();
  }

  /// Which sites are in which tier, from T1 up.
  public List<SizeClass> classes() {
    return classes;
  }

  private SizeClass classOf(ApparentPower size) {
    return classes.stream().filter(entry -> entry.holds(size)).findFirst().orElseThrow();
  }

  private SecurityPolicy policyOf(Tier tier, Setting setting, List<String> rules) {
    SizeClass entry = classes.stream().filter(it -> it.tier() == tier).findFirst().orElseThrow();
    rules.addAll(overrides.namesOf(tier, setting));
    return new SecurityPolicy(tier, entry.title(), rules, overrides.of(tier, setting));
  }
}
