package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.gridseal.registration.Outcome;
import org.gridseal.registration.Registration;
import org.gridseal.site.Note;
import org.gridseal.site.Review;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// One registration: all that was submitted, its history, and the reviewer's decision.
@Path("/pages/registrations/{id}")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class RegistrationPage {
  private static final int UNPROCESSABLE = 422;
  private static final FormState BLANK = new FormState(Map.of(), List.of());

  private final Registration registration;
  private final Tiers tiers;
  private final Visitor visitor;
  private final InstantSource time;
  private final Words words;
  private final CodePanels codes;

  RegistrationPage(
      Registration registration,
      Tiers tiers,
      Visitor visitor,
      InstantSource time,
      Words words,
      CodePanels codes) {
    this.registration = registration;
    this.tiers = tiers;
    this.visitor = visitor;
    this.time = time;
    this.words = words;
    this.codes = codes;
  }

  /// What a reviewer is asked.
  ///
  /// @param version of the site that the reviewer saw
  /// @param mine whether somebody else must decide
  public record Question(String path, long version, String text, String approve, boolean mine) {}

  /// @param question null when this person is asked nothing
  /// @param change where this person can change what was returned, null when nothing was
  /// @param measures where this person can suspend, bring back or retire the site, null if nowhere
  /// @param codes one-time codes of the devices, for those who may have them
  /// @param done what was just decided, null when nothing was
  record DossierView(
      Dossier dossier,
      @Nullable Question question,
      FormState form,
      @Nullable String change,
      @Nullable String measures,
      List<CodePanel> codes,
      @Nullable String done)
      implements TemplateInstance {}

  @GET
  public TemplateInstance show(@PathParam("id") SiteId id) {
    return page(find(id), BLANK, null);
  }

  /// Decides as the reviewer chose; answers with the page as it is then, or with what stands
  /// against it.
  @POST
  @Path("decision")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"operator", "approver"})
  public Response decide(@PathParam("id") SiteId id, MultivaluedMap<String, String> fields) {
    Site site = find(id);
    TypedForm form = TypedForm.of(fields);
    String verdict = form.value("/verdict");
    if (!Long.toString(site.version()).equals(form.value("/version"))) {
      return refused(id, form, List.of(changedMeanwhile()));
    }
    if (!verdict.equals("approve") && !isNote(form.value("/note"))) {
      return refused(id, form, List.of(noteNeeded()));
    }
    return answer(id, form, decide(id, verdict, form.value("/note")));
  }

  private Outcome decide(SiteId id, String verdict, String note) {
    return switch (verdict) {
      case "approve" -> registration.approve(visitor.actor(), id);
      case "return" -> registration.returnToInstaller(visitor.actor(), id, note);
      case "refuse" -> registration.refuse(visitor.actor(), id, note);
      default -> throw new BadRequestException();
    };
  }

  private Response answer(SiteId id, TypedForm form, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Site site) -> Response.ok(page(site, BLANK, done(site))).build();
      case Outcome.Invalid(List<Violation> violations) -> refused(id, form, violations);
      case Outcome.LoginTooOld(Duration within) -> throw new LoginTooOldException(within);
      case Outcome.Forbidden(List<Violation> violations) -> refused(id, form, violations);
      case Outcome.Conflicting(List<Violation> violations) -> refused(id, form, violations);
      case Outcome.Unknown() -> throw new NotFoundException();
    };
  }

  private Response refused(SiteId id, TypedForm form, List<Violation> violations) {
    return Response.status(UNPROCESSABLE)
        .entity(page(find(id), form.against(violations), null))
        .build();
  }

  private TemplateInstance page(Site site, FormState form, @Nullable String done) {
    List<Violation> warnings = visitor.seesEverything() ? registration.warnings(site) : List.of();
    String subject = visitor.actor().subject();
    Dossier dossier =
        Dossier.of(site, tiers.titleOf(site), warnings, time.instant(), subject, words);
    List<CodePanel> panels = visitor.makesCodesFor(site) ? codes.of(site) : List.of();
    return new DossierView(
        dossier, question(site, subject), form, change(site), measures(site), panels, done);
  }

  private @Nullable String measures(Site site) {
    return switch (site.state()) {
      case APPROVED, SUSPENDED -> visitor.reviews() ? "/identities/" + site.id() : null;
      case SUBMITTED, RETURNED, REFUSED, RETIRED -> null;
    };
  }

  private @Nullable String change(Site site) {
    boolean own = visitor.registers() && site.organisation().equals(visitor.organisation());
    return own && site.state() == SiteState.RETURNED ? "/register/" + site.id() : null;
  }

  private @Nullable Question question(Site site, String subject) {
    if (site.state() != SiteState.SUBMITTED || !visitor.reviews()) {
      return null;
    }
    int next = site.approvalsGiven() + 1;
    int needed = site.approvalsNeeded();
    return new Question(
        "/pages/registrations/" + site.id() + "/decision",
        site.version(),
        words.review().decisionText(next, needed),
        words.review().approve(next, needed),
        hasActed(site, subject));
  }

  private static boolean hasActed(Site site, String subject) {
    return site.submittedBy().equals(subject)
        || site.reviews().stream()
            .filter(review -> review.revision() == site.revision())
            .filter(review -> review.verdict() == Review.Verdict.APPROVED)
            .anyMatch(review -> review.reviewer().equals(subject));
  }

  private String done(Site site) {
    ReviewTexts texts = words.review();
    return switch (site.state()) {
      case SUBMITTED -> texts.doneCounted();
      case RETURNED -> texts.doneReturned();
      case REFUSED -> texts.doneRefused();
      case APPROVED, SUSPENDED, RETIRED -> texts.doneApproved();
    };
  }

  private Site find(SiteId id) {
    return registration.find(visitor.actor(), id).orElseThrow(NotFoundException::new);
  }

  private Violation noteNeeded() {
    return new Violation("/note", "note", words.review().noteNeeded());
  }

  private Violation changedMeanwhile() {
    return new Violation("", "changed-meanwhile", words.review().changedMeanwhile());
  }

  private static boolean isNote(String note) {
    return !note.isEmpty() && note.length() <= Note.MAXIMUM_LENGTH;
  }
}
