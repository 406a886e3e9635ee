package org.gridseal.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;
import org.gridseal.policy.BookRule.Exemption;
import org.gridseal.policy.BookRule.Subject;
import org.gridseal.policy.CompiledRule.Exempted;

/// Compiles the rules of a file, and finds each mistake in each of them.
final class RuleCompiler {
  private final Document document;
  private final List<Problem> problems;

  private RuleCompiler(Document document, List<Problem> problems) {
    this.document = document;
    this.problems = problems;
  }

  /// @return those without a mistake
  static List<CompiledRule> compile(
      List<BookRule> rules, Document document, List<Problem> problems) {
    var compiler = new RuleCompiler(document, problems);
    List<CompiledRule> compiled = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      compiler.compile(rules.get(i), "/rules/" + i).ifPresent(compiled::add);
    }
    return compiled;
  }

  private Optional<CompiledRule> compile(BookRule rule, String pointer) {
    if ((rule.about() == Subject.TIER) != (rule.raiseTo() != null)) {
      problems.add(
          BookFile.problem(document, pointer, "a rule on tiers raises to one, any other refuses"));
      return Optional.empty();
    }
    Optional<Condition> condition = condition(rule.when(), rule.about(), false, pointer + "/when");
    List<Exempted> exceptions = exceptions(rule, pointer + "/exceptions/");
    return condition
        .filter(it -> exceptions.size() == rule.exceptions().size())
        .map(it -> new CompiledRule(rule, it, exceptions));
  }

  private List<Exempted> exceptions(BookRule rule, String pointer) {
    List<Exempted> exceptions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rule.exceptions().size(); i++) {
      Exemption each = rule.exceptions().get(i);
      if (!names.add(each.name())) {
        problems.add(
            BookFile.problem(document, pointer + i, "two exceptions of a rule have one name"));
      }
      condition(each.when(), rule.about(), true, pointer + i + "/when")
          .ifPresent(it -> exceptions.add(new Exempted(each.name(), it)));
    }
    return exceptions;
  }

  private Optional<Condition> condition(
      String text, Subject subject, boolean exempts, String pointer) {
    return switch (Condition.compile(text, subject, exempts)) {
      case Condition.Compiled.Sound(Condition condition) -> Optional.of(condition);
      case Condition.Compiled.Broken(List<Condition.Fault> faults) -> {
        // A text of several lines begins below its key.
        int first = document.lineOf(pointer) + (text.contains("\n") ? 1 : 0);
        faults.forEach(
            fault -> problems.add(new Problem(first + fault.line(), pointer, fault.sentence())));
        yield Optional.empty();
      }
    };
  }
}
