package org.gridseal.enactment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.PolicyVersions;
import org.gridseal.audit.Transactions;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.Edition;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Puts an edition of the policy into force when enough different people agree, at every replica.
///
/// Whoever may write the folder proposes; nobody changes the policy alone (docs/decisions/0042).
/// The first edition of an installation needs nobody's word, for there is nothing yet to protect.
/// Every step is in the log, in the transaction that makes it.
public final class Enactment implements Editions {
  private final EditionRows rows;
  private final PolicyVersions versions;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final int people;

  /// What the folder of this replica holds.
  private volatile @Nullable Edition offered;

  private volatile Runnable enacted = () -> {};

  /// @param people how many must agree; 0: an edition comes into force as it is offered
  public Enactment(
      EditionRows rows,
      PolicyVersions versions,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      int people) {
    if (people < 0) {
      throw new IllegalArgumentException("fewer than no people cannot agree");
    }
    this.rows = rows;
    this.versions = versions;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.people = people;
  }

  /// An edition that is, or was, in force.
  ///
  /// @param step 1 for the first of an installation
  public record InForce(int step, Edition edition, Instant since) {}

  /// An edition that waits for people.
  ///
  /// @param needed how many different people must agree
  public record Waiting(Edition edition, List<Agreement> agreements, int needed) {
    public Waiting {
      agreements = List.copyOf(agreements);
    }

    public boolean isAgreedBy(String person) {
      return agreements.stream().anyMatch(it -> it.person().equals(person));
    }
  }

  /// @param person the identity provider's stable id
  public record Agreement(String person, Instant at) {}

  /// What became of an attempt to agree.
  public sealed interface Result {
    /// It is in force now, at this replica and, within seconds, at the others.
    record Enacted(InForce now) implements Result {}

    /// Somebody else must agree, too.
    record StillWaiting(Waiting waiting) implements Result {}

    /// Somebody else must do it.
    record Forbidden(List<Violation> violations) implements Result {}

    /// That edition does not wait, or not any more.
    record Conflicting(List<Violation> violations) implements Result {}
  }

  /// Has this replica told when somebody has put an edition into force here.
  public void tell(Runnable listener) {
    enacted = listener;
  }

  @Override
  public void offer(Edition edition) {
    // First, for what decides must be kept.
    edition.files().forEach(versions::keep);
    transactions.durably(
        () -> {
          rows.lock();
          Optional<InForce> now = rows.last();
          if (now.filter(it -> it.edition().equals(edition)).isPresent()) {
            return;
          }
          int step = now.map(InForce::step).orElse(0) + 1;
          if (people == 0 || now.filter(it -> isReadable(it.edition())).isEmpty()) {
            enact(step, edition, Actor.GRIDSEAL);
          } else if (rows.propose(step, edition, time.instant())) {
            log.append(Actor.GRIDSEAL, new Event.PolicyProposed(hash(edition.id())));
          }
        });
    offered = edition;
  }

  /// One that was enacted before this version of the program may lack what it asks for. It can
  /// decide nothing any more, so whatever is offered takes its place, as the first one does.
  private boolean isReadable(Edition edition) {
    try {
      return !edition.schedule(time.instant()).books().isEmpty();
    } catch (BrokenDocumentException e) {
      return false;
    }
  }

  @Override
  public Optional<InForce> last() {
    return rows.last();
  }

  @Override
  public int step() {
    return rows.step();
  }

  /// What the folder of this replica offers, and nobody has put into force.
  public Optional<Waiting> waiting() {
    return rows.last().flatMap(this::waitingBeside);
  }

  private Optional<Waiting> waitingBeside(InForce now) {
    return Optional.ofNullable(offered)
        .filter(edition -> !edition.equals(now.edition()))
        .map(edition -> waiting(now.step() + 1, edition));
  }

  private Waiting waiting(int step, Edition edition) {
    return new Waiting(edition, rows.agreements(step, edition), people);
  }

  /// One more person wants this edition to be in force.
  ///
  /// @param id of the edition that this person has seen
  public Result agree(PolicyVersion id, Actor by) {
    Result result = transactions.durably(() -> agreeAlone(id, by));
    if (result instanceof Result.Enacted) {
      enacted.run();
    }
    return result;
  }

  private Result agreeAlone(PolicyVersion id, Actor by) {
    rows.lock();
    InForce now = rows.last().orElseThrow();
    return waitingBeside(now)
        .filter(waiting -> waiting.edition().id().equals(id))
        .map(waiting -> agree(now.step() + 1, waiting, by))
        .orElseGet(
            () ->
                new Result.Conflicting(
                    violation(
                        "policy-waiting", "this version of the policy does not wait; look again")));
  }

  private Result agree(int step, Waiting waiting, Actor by) {
    if (waiting.isAgreedBy(by.subject())) {
      return new Result.Forbidden(
          violation("second-person", "you have agreed already; somebody else must agree, too"));
    }
    Edition edition = waiting.edition();
    rows.agree(step, edition, new Agreement(by.subject(), time.instant()));
    Waiting after = waiting(step, edition);
    log.append(by, new Event.PolicyAgreed(hash(edition.id()), after.agreements().size()));
    return after.agreements().size() < people
        ? new Result.StillWaiting(after)
        : new Result.Enacted(enact(step, edition, by));
  }

  private InForce enact(int step, Edition edition, Actor by) {
    var now = new InForce(step, edition, time.instant());
    rows.enact(now);
    log.append(by, new Event.PolicyEnacted(hash(edition.id())));
    return now;
  }

  private static List<Violation> violation(String rule, String sentence) {
    return List.of(new Violation("", rule, sentence));
  }

  private static Hash hash(PolicyVersion version) {
    return Hash.of(version.digest());
  }
}
