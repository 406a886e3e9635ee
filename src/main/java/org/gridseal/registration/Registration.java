package org.gridseal.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.site.Application;
import org.gridseal.site.Chance;
import org.gridseal.site.Findings;
import org.gridseal.site.Listing;
import org.gridseal.site.Page;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteRules;
import org.gridseal.site.SiteState;
import org.gridseal.site.Sites;
import org.gridseal.site.Submission;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// From a filled-in form to an approved site.
///
/// Each change and its event are one transaction: both are durable when a method returns
/// [Outcome.Done], and neither exists otherwise. People of an organisation of installers see and
/// change its own sites only; reviewers and auditors see all.
///
/// Two people who decide about one site at the same moment cannot both succeed: the later commit
/// fails with an [jakarta.persistence.OptimisticLockException], and may be tried again.
@ApplicationScoped
@Transactional
public class Registration {
  private static final List<String> SEE_EVERYTHING =
      List.of("operator", "approver", "auditor", "admin");

  private final Sites sites;
  private final Policies policies;
  private final AuditLog log;
  private final InstantSource time;
  private final Chance chance;
  private final Objections objections;
  private final Reviewing reviewing;

  public Registration(
      Sites sites,
      Policies policies,
      AuditLog log,
      SiteRules rules,
      InstantSource time,
      Chance chance) {
    this.sites = sites;
    this.policies = policies;
    this.log = log;
    this.time = time;
    this.chance = chance;
    this.objections = new Objections(sites, rules);
    this.reviewing = new Reviewing(policies, log, time, chance);
  }

  /// Registers a site of the actor's organisation.
  ///
  /// May be repeated: the same application under the same reference gives the site that it gave the
  /// first time; another one under that reference is a conflict.
  public Outcome submit(Actor actor, Application application) {
    // Sites of nobody would be everybody's: their owners are compared as text.
    if (actor.organisation().isBlank()) {
      return new Outcome.Forbidden(
          List.of(
              new Violation(
                  "",
                  "no-organisation",
                  "ask your administrator to enter your organisation in your account")));
    }
    String reference = application.particulars().applicationRef();
    Optional<Site> former = sites.findByReference(actor.organisation(), reference);
    if (former.isPresent()) {
      return repeat(former.get(), application);
    }
    List<Violation> violations = objections.find(application, Objections.NO_SITE);
    if (!violations.isEmpty()) {
      return new Outcome.Invalid(violations);
    }
    Ruling ruling = rulingOn(application);
    Site site =
        Site.submit(
            application,
            Reviewing.requirement(ruling.policy()),
            actor.organisation(),
            actor.subject(),
            time.instant(),
            chance);
    sites.add(site);
    return recorded(actor, site, application, ruling);
  }

  /// Submits a returned site anew, with whatever its installer changed.
  public Outcome resubmit(Actor actor, SiteId id, Application application) {
    return sites
        .find(id)
        .filter(site -> isOwn(actor, site))
        .map(site -> resubmit(actor, site, application))
        .orElseGet(Outcome.Unknown::new);
  }

  /// Adds one approval. The last one that the policy of this moment asks for approves the site.
  public Outcome approve(Actor actor, SiteId id) {
    return review(actor, id, site -> reviewing.approve(actor, site));
  }

  /// Hands the site back to its installer.
  ///
  /// @param note what the installer must change
  public Outcome returnToInstaller(Actor actor, SiteId id, String note) {
    return review(actor, id, site -> reviewing.returnToInstaller(actor, site, note));
  }

  /// Turns the site down for good.
  ///
  /// @param note why
  public Outcome refuse(Actor actor, SiteId id, String note) {
    return review(actor, id, site -> reviewing.refuse(actor, site, note));
  }

  private Outcome review(Actor actor, SiteId id, Function<Site, Outcome> review) {
    return find(actor, id).map(review).orElseGet(Outcome.Unknown::new);
  }

  /// The site, if the actor may see it.
  public Optional<Site> find(Actor actor, SiteId id) {
    return sites.find(id).filter(site -> seesEverything(actor) || isOwn(actor, site));
  }

  /// The sites that wait for a reviewer, the longest-waiting first.
  public Page queue(Actor actor, @Nullable SiteId after, int limit) {
    return list(actor, SiteState.SUBMITTED, Listing.Order.OLDEST_FIRST, after, limit);
  }

  /// The sites that the actor may see, the newest first.
  ///
  /// @param state null for all
  /// @param after the last site of the page before; null for the first page
  /// @param limit 1 to [Listing#MAXIMUM]
  public Page list(Actor actor, @Nullable SiteState state, @Nullable SiteId after, int limit) {
    return list(actor, state, Listing.Order.NEWEST_FIRST, after, limit);
  }

  /// Adds to what was found while reading a form whatever in it is against the rules. Other sites
  /// are not looked at; that is done when it is submitted.
  public void check(Application application, Findings findings) {
    objections.check(application, findings);
  }

  /// What a reviewer should look at, though it is against no rule.
  public List<Violation> warnings(Site site) {
    return objections.check(site.application(), new Findings()).warnings();
  }

  private Outcome repeat(Site former, Application application) {
    // What was corrected on the way is not what was first asked for, so only equality is a repeat.
    if (former.application().equals(application.withoutSecrets())) {
      return new Outcome.Done(former);
    }
    return Outcome.Conflicting.with(
        "/applicationRef",
        "reference-taken",
        "your organisation has registered another site under this number; choose a new one");
  }

  private Outcome resubmit(Actor actor, Site site, Application application) {
    if (site.state() != SiteState.RETURNED) {
      return Outcome.Conflicting.with(
          "", "wrong-state", "only a returned registration can be changed");
    }
    if (!application.particulars().applicationRef().equals(site.applicationRef())) {
      return Outcome.Conflicting.with(
          "/applicationRef", "reference-fixed", "keep the application's number");
    }
    List<Violation> violations = objections.find(application, site.id());
    if (!violations.isEmpty()) {
      return new Outcome.Invalid(violations);
    }
    Ruling ruling = rulingOn(application);
    site.resubmit(
        application,
        Reviewing.requirement(ruling.policy()),
        actor.subject(),
        time.instant(),
        chance);
    return recorded(actor, site, application, ruling);
  }

  private Outcome recorded(Actor actor, Site site, Application application, Ruling ruling) {
    var submission = new Submission(site, Content.of(application), chance.salt());
    sites.add(submission);
    log.append(
        actor,
        new Event.RegistrationSubmitted(
            site.id(),
            Content.hash(submission),
            ruling.policy().tier().name(),
            ruling.policy().approvals().issue().persons(),
            Hash.of(ruling.version().digest()),
            ruling.rules()),
        new Decided(site.id(), ruling));
    return new Outcome.Done(site);
  }

  private Page list(
      Actor actor,
      @Nullable SiteState state,
      Listing.Order order,
      @Nullable SiteId after,
      int limit) {
    String organisation = seesEverything(actor) ? null : actor.organisation();
    return sites.list(new Listing(organisation, state, order, after, limit));
  }

  private Ruling rulingOn(Application application) {
    return policies
        .inForce()
        .answer(new Question.Registration(Connection.of(application), time.instant()));
  }

  private static boolean seesEverything(Actor actor) {
    return SEE_EVERYTHING.stream().anyMatch(actor::is);
  }

  private static boolean isOwn(Actor actor, Site site) {
    return site.organisation().equals(actor.organisation());
  }
}
