package org.gridseal.registration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Person;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Chance;
import org.gridseal.site.Decider;
import org.gridseal.site.Note;
import org.gridseal.site.Requirement;
import org.gridseal.site.Review;
import org.gridseal.site.Site;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;

/// The reviewers' part: what becomes of a site that waits for them. Nobody reviews what they
/// submitted themselves.
final class Reviewing {
  private final Policies policies;
  private final AuditLog log;
  private final InstantSource time;
  private final Chance chance;

  Reviewing(Policies policies, AuditLog log, InstantSource time, Chance chance) {
    this.policies = policies;
    this.log = log;
    this.time = time;
    this.chance = chance;
  }

  /// As [Registration#approve] says.
  Outcome approve(Actor actor, Site site) {
    return decide(actor, site, decider -> approved(actor, site, decider));
  }

  private Outcome approved(Actor actor, Site site, Decider decider) {
    Ruling ruling =
        policies
            .inForce()
            .answer(
                new Question.Approval(
                    Connection.of(site.application()),
                    Person.of(actor.roles(), actor.organisation()),
                    time.instant()));
    Requirement needed = requirement(ruling.policy());
    Optional<Violation> objection = site.objectionTo(decider, needed);
    if (objection.isPresent() || !ruling.permits()) {
      return new Outcome.Forbidden(
          Stream.concat(objection.stream(), ruling.violations().stream()).toList());
    }
    Optional<Duration> within =
        ruling.policy().approvals().issue().lacksLogin(actor.login(), decider.at());
    if (within.isPresent()) {
      return new Outcome.LoginTooOld(within.get());
    }
    Review review = site.approve(decider, needed);
    log.append(
        actor,
        new Event.ReviewApproved(site.id(), review.ordinal()),
        new Decided(site.id(), ruling));
    if (site.state() == SiteState.APPROVED) {
      log.append(actor, new Event.SiteApproved(site.id(), Hash.of(ruling.version().digest())));
    }
    return new Outcome.Done(site);
  }

  /// How many must approve a site, and who must be among them.
  static Requirement requirement(SecurityPolicy policy) {
    return new Requirement(
        policy.tier().name(),
        policy.approvals().issue().persons(),
        policy.approvals().issue().including());
  }

  /// As [Registration#returnToInstaller] says.
  Outcome returnToInstaller(Actor actor, Site site, String note) {
    return decide(
        actor,
        site,
        decider -> {
          var salted = new Note(note, chance.salt());
          site.returnToInstaller(salted, decider);
          log.append(actor, new Event.RegistrationReturned(site.id(), Content.hash(salted)));
          return new Outcome.Done(site);
        });
  }

  /// As [Registration#refuse] says.
  Outcome refuse(Actor actor, Site site, String note) {
    return decide(
        actor,
        site,
        decider -> {
          var salted = new Note(note, chance.salt());
          site.refuse(salted, decider);
          log.append(actor, new Event.RegistrationRefused(site.id(), Content.hash(salted)));
          return new Outcome.Done(site);
        });
  }

  private Outcome decide(Actor actor, Site site, Function<Decider, Outcome> verdict) {
    if (site.state() != SiteState.SUBMITTED) {
      return Outcome.Conflicting.with(
          "", "wrong-state", "this registration does not wait for a review");
    }
    if (site.submittedBy().equals(actor.subject())) {
      return new Outcome.Forbidden(
          List.of(
              new Violation(
                  "",
                  "own-submission",
                  "somebody else than the submitter must review this registration")));
    }
    return verdict.apply(new Decider(chance.id(), actor.subject(), actor.roles(), time.instant()));
  }
}
