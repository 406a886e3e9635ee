package org.gridseal.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rule of the book, ready to be asked.
///
/// What cannot be decided, counts against whoever asks: such a condition holds, such an exception
/// does not.
record CompiledRule(BookRule rule, Condition condition, List<Exempted> exceptions) {
  record Exempted(String name, Condition condition) {}

  /// What a rule says to one question.
  sealed interface Answer {
    record Silent() implements Answer {}

    record Applies() implements Answer {}

    /// @param name of the exception, after that of the rule
    record Excepted(String name) implements Answer {}
  }

  Answer asked(Map<String, Object> facts) {
    if (!condition.holds(facts).orElse(true)) {
      return new Answer.Silent();
    }
    Optional<String> exception =
        exceptions.stream()
            .filter(each -> each.condition().holds(facts).orElse(false))
            .map(each -> rule.name() + "/" + each.name())
            .findFirst();
    return exception.<Answer>map(Answer.Excepted::new).orElseGet(Answer.Applies::new);
  }
}
