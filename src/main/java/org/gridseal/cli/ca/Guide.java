package org.gridseal.cli.ca;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.jspecify.annotations.Nullable;

/// Leads a person through an act: explains, asks for what was not given, and lets nothing be done
/// that was not agreed to. Where there is no terminal it asks nothing, and refuses instead.
public final class Guide {
  private final PrintWriter out;
  private final @Nullable Terminal terminal;

  /// Where somebody sits.
  @FunctionalInterface
  public interface Terminal {
    /// @return the line that was typed; null at the end of input
    @Nullable String answer(String question);

    /// The same, for what nobody else is to see.
    default @Nullable String secret(String question) {
      return answer(question);
    }
  }

  /// @param terminal null where nobody sits
  public Guide(PrintWriter out, @Nullable Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// With the terminal of this process, if it has one.
  @SuppressWarnings("SystemConsoleNull") // which console there is, and whether, is the JVM's choice
  static Guide ofConsole(PrintWriter out) {
    Console console = System.console();
    return console == null || !console.isTerminal()
        ? new Guide(out, null)
        : new Guide(out, new OfConsole(console));
  }

  private record OfConsole(Console console) implements Terminal {
    @Override
    public @Nullable String answer(String question) {
      return console.readLine("%s", question);
    }

    @Override
    public @Nullable String secret(String question) {
      char[] typed = console.readPassword("%s", question);
      return typed == null ? null : new String(typed);
    }
  }

  /// Tells something that only a person who is led needs to hear.
  void explain(String text) {
    if (terminal != null) {
      out.println(text);
    }
  }

  /// What was given, or else what a person answers.
  ///
  /// @param option by which it can be given
  /// @throws RefusedCeremonyException if there is nobody to ask, or no answer
  String answer(@Nullable String given, String option, String question) {
    return Optional.ofNullable(given)
        .or(() -> typed(question + ": "))
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new RefusedCeremonyException("say it with " + option));
  }

  /// What a person types without its being shown.
  ///
  /// @param option by which a file that has it can be given
  /// @throws RefusedCeremonyException if there is nobody to ask, or no answer
  char[] secret(String option, String question) {
    return Optional.ofNullable(terminal)
        .map(it -> it.secret(question + ": "))
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new RefusedCeremonyException("say it with " + option))
        .toCharArray();
  }

  /// Goes on only if it was agreed to beforehand, or a person agrees now.
  ///
  /// @throws RefusedCeremonyException if not; nothing was done
  void confirm(boolean agreed, String what) {
    if (agreed) {
      return;
    }
    String answer =
        typed(what + " Type yes to go on: ")
            .orElseThrow(
                () -> new RefusedCeremonyException("nobody is there to agree; say it with --yes"));
    if (!answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
      throw new RefusedCeremonyException("nothing was done");
    }
  }

  private Optional<String> typed(String question) {
    return terminal == null ? Optional.empty() : Optional.ofNullable(terminal.answer(question));
  }
}
