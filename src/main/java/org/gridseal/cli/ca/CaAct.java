package org.gridseal.cli.ca;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridseal.authority.SigningException;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.ceremony.Statement;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// An act in the life of CAs, as a command: whoever holds it is led and must agree, and what cannot
/// be done is refused in a sentence.
abstract class CaAct implements Callable<Integer> {
  static final int DONE = 0;
  static final int REFUSED = 1;

  @Mixin private ActOptions options;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaAct() {}

  /// @return [#DONE], or [#REFUSED] if nothing was done and the reason was told
  abstract int act() throws Exception;

  @Override
  public final Integer call() throws Exception {
    try {
      return act();
    } catch (RefusedCeremonyException
        | SigningException
        | MalformedException
        | BrokenDocumentException
        | IllegalArgumentException
        | UncheckedIOException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  int refuse(String reason) {
    spec.commandLine().getErr().println("gridseal: " + reason);
    return REFUSED;
  }

  /// The command `ca`, which may be further up than the one above.
  private CaCommand family() {
    for (CommandSpec each = spec.parent(); each != null; each = each.parent()) {
      if (each.userObject() instanceof CaCommand family) {
        return family;
      }
    }
    throw new IllegalStateException("an act is a command of 'ca'");
  }

  Path folder() {
    return family().folder();
  }

  Guide guide() {
    return family().guide();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Ceremonies ceremonies() {
    return options.ceremonies(folder());
  }

  /// Goes on only if somebody agrees.
  ///
  /// @throws RefusedCeremonyException if not; nothing was done
  void consent(String what) {
    guide().confirm(options.yes, what);
  }

  /// Who takes part, if they agree.
  ///
  /// @throws RefusedCeremonyException if not; nothing was done
  Statement consented(String what) {
    Statement statement = options.statement(guide());
    consent(what);
    return statement;
  }

  /// Tells what was recorded, with what two people compare aloud.
  void tell(SignedRecord record) {
    out().printf("%s %s%n", record.record().act(), record.record().authority());
    record
        .certificate(record.record().authority())
        .ifPresent(
            certificate ->
                out()
                    .printf(
                        "  %s%n  SHA-256 %s%n",
                        certificate.getSubjectX500Principal(),
                        Fingerprints.aloud(Fingerprints.of(certificate))));
    record
        .record()
        .stages()
        .forEach(each -> out().printf("  %s is %s%n", each.name(), each.stage()));
  }

  /// Tells what was recorded last.
  void tellNewest() {
    tell(family().newest());
  }

  /// Tells what the service must get of an act on another machine.
  void tellToCarry() {
    out().printf("carry %s to the service%n", family().newestRecord());
  }
}
