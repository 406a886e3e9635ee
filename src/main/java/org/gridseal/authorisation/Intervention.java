package org.gridseal.authorisation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.authorisation.Measure.Agreement;
import org.gridseal.authorisation.Measure.End;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.site.Violation;

/// Takes an identity, a device or a site away, suspends it, or gives it back, as soon as as many
/// different people agree as the tier of its site demands at that moment. To suspend takes one
/// (docs/decisions/0030).
///
/// Every step is in the log, in the transaction that makes it; what is done is durable on return,
/// and effective at this replica's doors at once, at the others' within seconds.
public final class Intervention {
  private final Measures measures;
  private final Taking taking;
  private final Rules rules;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<UUID> ids;
  private final Runnable done;

  /// @param done called after each change that took effect
  public Intervention(
      Measures measures,
      Authorisations authorisations,
      CertificateRegister certificates,
      SiteRegister sites,
      Rules rules,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<UUID> ids,
      Runnable done) {
    this.measures = measures;
    this.taking = new Taking(authorisations, certificates, sites, log, time);
    this.rules = rules;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.ids = ids;
    this.done = done;
  }

  /// What became of an attempt.
  public sealed interface Result {
    /// It is done.
    record Taken(Measure measure) implements Result {}

    /// Somebody else must agree.
    record Waiting(Measure measure, Approval needed) implements Result {}

    /// Somebody took it back.
    record Dropped(Measure measure) implements Result {}

    /// Somebody else must do this.
    record Forbidden(List<Violation> violations) implements Result {}

    /// This person may do it after another login.
    ///
    /// @param within how long ago the login may have been
    record LoginTooOld(Duration within) implements Result {}

    /// It does not fit what happened before.
    record Conflicting(List<Violation> violations) implements Result {}

    record Unknown() implements Result {}
  }

  /// What it would do, told before anybody agrees; empty for a certificate that is not ours.
  public Optional<Effect> effectOf(Target target, Act act) {
    return rules.effectOf(target, act);
  }

  /// Those that wait for somebody, the newest first.
  public List<Measure> open() {
    return measures.open();
  }

  public Optional<Measure> find(UUID id) {
    return measures.find(id);
  }

  /// What was ever proposed about one identity, the newest first.
  public List<Measure> about(Target target) {
    return measures.about(target);
  }

  /// Does it, or keeps it for others to agree with.
  ///
  /// @param reason of a certificate a name of RFC 5280 §5.3.1, of an LFDI one of [Reason]; checked
  ///   by the caller
  public Result propose(Target target, Act act, String reason, Actor by) {
    return told(
        transactions.durably(
            () -> {
              measures.lock(target);
              return rules
                  .effectOf(target, act)
                  .map(effect -> propose(effect, reason, by))
                  .orElseGet(Result.Unknown::new);
            }));
  }

  private Result propose(Effect effect, String reason, Actor by) {
    if (!effect.objections().isEmpty()) {
      return new Result.Conflicting(effect.objections());
    }
    Agreement agreement = agreementOf(by);
    Optional<Duration> within = effect.needed().lacksLogin(by.login(), agreement.at());
    if (within.isPresent()) {
      return new Result.LoginTooOld(within.get());
    }
    var measure =
        new Measure(
            ids.get(),
            effect.target(),
            effect.act(),
            reason,
            agreement.at(),
            List.of(agreement),
            Optional.empty());
    measures.add(measure);
    if (effect.needed().isGivenBy(measure.people())) {
      return take(measure, effect, by);
    }
    log.append(
        by,
        new Event.MeasureProposed(measure.id(), nameOf(measure), Taking.hashOf(effect)),
        effect.decided());
    return new Result.Waiting(measure, effect.needed());
  }

  /// Agrees with what somebody else has proposed; the last agreement that is needed does it.
  public Result confirm(UUID id, Actor by) {
    return told(withLocked(id, measure -> confirm(measure, by)));
  }

  private Result confirm(Measure measure, Actor by) {
    if (!measure.isOpen()) {
      return conflict("measure-open", "this does not wait for anybody any more");
    }
    if (measure.isAgreedBy(by.subject())) {
      return new Result.Forbidden(
          List.of(
              new Violation("", "second-person", "somebody else must agree; you have already")));
    }
    Effect effect = rules.effectOf(measure.target(), measure.act()).orElseThrow();
    if (!effect.objections().isEmpty()) {
      return new Result.Conflicting(effect.objections());
    }
    if (isOvertaken(measure)) {
      return conflict(
          "measure-current", "something was decided since this was proposed; propose it again");
    }
    Agreement agreement = agreementOf(by);
    Optional<Duration> within = effect.needed().lacksLogin(by.login(), agreement.at());
    if (within.isPresent()) {
      return new Result.LoginTooOld(within.get());
    }
    int ordinal = measure.agreements().size() + 1;
    if (!measures.agree(measure.id(), ordinal, agreement)) {
      return conflict("measure-open", "somebody else was faster; look again");
    }
    log.append(by, new Event.MeasureAgreed(measure.id(), ordinal), effect.decided());
    Measure agreed = measure.with(agreement);
    return effect.needed().isGivenBy(agreed.people())
        ? take(agreed, effect, by)
        : new Result.Waiting(agreed, effect.needed());
  }

  /// What was meant to bring back one decision must not bring back a later one.
  private boolean isOvertaken(Measure measure) {
    return measure.act() == Act.RESTORE
        && measures.about(measure.target()).stream()
            .flatMap(other -> other.end().stream())
            .filter(end -> end.outcome() == Measure.Outcome.TAKEN)
            .anyMatch(end -> end.at().isAfter(measure.proposedAt()));
  }

  /// Takes back what waits; one person is enough, also whoever proposed it.
  public Result drop(UUID id, Actor by) {
    return withLocked(
        id,
        measure -> {
          End end = endOf(Measure.Outcome.DROPPED, by);
          if (!measures.end(id, end)) {
            return conflict("measure-open", "this does not wait for anybody any more");
          }
          log.append(by, new Event.MeasureDropped(id));
          return new Result.Dropped(measure.ended(end.outcome(), end.by(), end.at()));
        });
  }

  private Result withLocked(UUID id, Function<Measure, Result> work) {
    Optional<Measure> known = measures.find(id);
    if (known.isEmpty()) {
      return new Result.Unknown();
    }
    return transactions.durably(
        () -> {
          measures.lock(known.get().target());
          // Read again, for somebody may have held the lock.
          return work.apply(measures.find(id).orElseThrow());
        });
  }

  private Result take(Measure measure, Effect effect, Actor by) {
    End end = endOf(Measure.Outcome.TAKEN, by);
    boolean taken = taking.take(measure, effect, by);
    if (!taken || !measures.end(measure.id(), end)) {
      // Under the lock of its identity this cannot be; and then nothing of it may stay.
      throw new IllegalStateException("measure " + measure.id() + " was overtaken under its lock");
    }
    return new Result.Taken(measure.ended(end.outcome(), end.by(), end.at()));
  }

  /// After the commit, for nobody may be told what is not durable.
  private Result told(Result result) {
    if (result instanceof Result.Taken(Measure measure)) {
      if (!(measure.target() instanceof Target.OfLfdi)) {
        taking.tell();
      }
      done.run();
    }
    return result;
  }

  private Agreement agreementOf(Actor by) {
    return new Agreement(by.subject(), by.roles(), time.instant());
  }

  private End endOf(Measure.Outcome outcome, Actor by) {
    return new End(outcome, by.subject(), time.instant());
  }

  /// Such as `withdraw-certificate`.
  private static String nameOf(Measure measure) {
    String what =
        switch (measure.target()) {
          case Target.OfCertificate _ -> "certificate";
          case Target.OfLfdi _ -> "lfdi";
          case Target.OfDevice _ -> "device";
          case Target.OfSite _ -> "site";
        };
    return measure.act().name().toLowerCase(Locale.ROOT) + "-" + what;
  }

  private static Result conflict(String rule, String sentence) {
    return new Result.Conflicting(List.of(new Violation("", rule, sentence)));
  }
}
