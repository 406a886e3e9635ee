package org.gridseal.policy;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;

/// A condition of a rule, in the Common Expression Language, with its types checked; there is no
/// other way to make one than [#compile].
final class Condition {
  private static final Set<String> READERS = Set.of("power", "voltage", "duration", "timestamp");

  private final Program program;

  private Condition(Program program) {
    this.program = program;
  }

  /// What became of a text.
  sealed interface Compiled {
    record Sound(Condition condition) implements Compiled {}

    /// @param faults what is wrong, with their places in the text
    record Broken(List<Fault> faults) implements Compiled {}
  }

  /// @param line in the text, from 0
  /// @param sentence lower case, no full stop
  record Fault(int line, String sentence) {}

  /// @param exempts whether it is that of an exception
  static Compiled compile(String text, BookRule.Subject subject, boolean exempts) {
    CelValidationResult result = Vocabulary.of(subject).compile(text);
    if (result.hasError()) {
      return new Compiled.Broken(result.getErrors().stream().map(Condition::fault).toList());
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      List<Fault> faults = new ArrayList<>(faultsOfLiterals(tree));
      if (subject == BookRule.Subject.TIER) {
        Growth.objection(tree, exempts).ifPresent(words -> faults.add(new Fault(0, words)));
      }
      return faults.isEmpty()
          ? new Compiled.Sound(new Condition(Vocabulary.RUNTIME.createProgram(tree)))
          : new Compiled.Broken(faults);
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Broken(List.of(new Fault(0, "this condition cannot be planned")));
    }
  }

  /// Whether it holds; nothing if that cannot be said, as after more steps than are allowed.
  Optional<Boolean> holds(Map<String, Object> facts) {
    try {
      return Optional.of((Boolean) program.eval(facts));
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private static Fault fault(CelIssue issue) {
    String words = issue.getMessage().lines().findFirst().orElse("");
    // The candidates are every type that anything can be compared in.
    String brief = words.replaceFirst(" \\(candidates: .*", "").replace(" (in container '')", "");
    return new Fault(
        issue.getSourceLocation().getLine() - 1,
        "column %d: %s".formatted(issue.getSourceLocation().getColumn() + 1, brief));
  }

  /// Quantities are read when a rule is, so that a wrong unit is found by its author and not at
  /// night; and what cannot be known before, no rule may read.
  private static List<Fault> faultsOfLiterals(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expr -> expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
        .flatMap(expr -> faultOf(expr, tree).stream())
        .toList();
  }

  private static Optional<Fault> faultOf(CelExpr expr, CelAbstractSyntaxTree tree) {
    CelCall call = expr.call();
    if (READERS.contains(call.function())) {
      return sentenceOf(call.function(), call.args().getFirst())
          .map(words -> at(expr, tree, words));
    }
    return call.function().equals("matches")
        ? sentenceOf("matches", call.args().getLast()).map(words -> at(expr, tree, words))
        : Optional.empty();
  }

  private static Fault at(CelExpr expr, CelAbstractSyntaxTree tree, String words) {
    int line =
        tree.getSource()
            .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0))
            .map(place -> place.getLine() - 1)
            .orElse(0);
    return new Fault(line, words);
  }

  private static Optional<String> sentenceOf(String function, CelExpr argument) {
    boolean isText =
        argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (!isText) {
      return Optional.of("%s takes a text in quotes".formatted(function));
    }
    return unreadable(function, argument.constant().stringValue())
        .map(words -> "%s: %s".formatted(function, words));
  }

  private static Optional<String> unreadable(String function, String text) {
    try {
      var _ =
          switch (function) {
            case "power" -> ApparentPower.fromString(text);
            case "voltage" -> Voltage.fromString(text);
            case "matches" -> Pattern.compile(text);
            case "timestamp" -> Instant.parse(text);
            default -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
          };
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          switch (function) {
            case "power", "voltage" -> String.valueOf(e.getMessage());
            case "matches" -> "not a regular expression (RE2)";
            case "timestamp" -> "not a time such as 2030-01-01T00:00:00Z";
            default -> "not a duration such as 90s, 15m or 24h";
          });
    }
  }
}
