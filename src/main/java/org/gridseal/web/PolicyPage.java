package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.gridseal.enactment.Enactment;
import org.gridseal.enactment.Enactment.Result;
import org.gridseal.enactment.Preview;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// What the policy demands of sites, tier beside tier, for everybody who is asked to meet it; and,
/// for those who decide, another edition that waits for them.
@Path("/pages/policy")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@Blocking
public class PolicyPage {
  private static final int UNPROCESSABLE = 422;

  private final PolicyOverview overview;
  private final Enactment enactment;
  private final Preview preview;
  private final PolicyEffects effects;
  private final Punctualities punctualities;
  private final Visitor visitor;
  private final PolicyTexts texts;

  PolicyPage(
      PolicyOverview overview,
      Enactment enactment,
      Preview preview,
      PolicyEffects effects,
      Punctualities punctualities,
      Visitor visitor,
      Words words) {
    this.overview = overview;
    this.enactment = enactment;
    this.preview = preview;
    this.effects = effects;
    this.punctualities = punctualities;
    this.visitor = visitor;
    this.texts = words.policy();
  }

  /// @param waits whether another edition waits, and this person sees it
  /// @param kept how what is promised was kept; none for those whom it does not concern
  /// @param done what was just done, null when nothing was
  /// @param refusal why it was not, null when it was
  record Policy(
      PolicyTable table,
      boolean waits,
      List<Punctualities.Line> kept,
      @Nullable String done,
      @Nullable String refusal)
      implements TemplateInstance {}

  /// @param effect null when nothing waits any more
  record Waiting(@Nullable WaitingPolicy effect) implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return page(null, null);
  }

  /// What waits, with what it would change; apart, because that may take some seconds.
  @GET
  @Path("waiting")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  public TemplateInstance waiting() {
    return new Waiting(
        enactment
            .waiting()
            .flatMap(
                waiting ->
                    preview
                        .look()
                        .filter(effect -> effect.then().equals(waiting.edition().id()))
                        .map(effect -> effects.of(waiting, effect, visitor)))
            .orElse(null));
  }

  @POST
  @Path("{edition}/agreement")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"admin", "approver"})
  public Response agree(
      @PathParam("edition") PolicyVersion edition, MultivaluedMap<String, String> sent) {
    if (!TypedForm.of(sent).value("/read").equals("true")) {
      return refused(texts.readFirst());
    }
    return switch (enactment.agree(edition, visitor.actor())) {
      case Result.Enacted _ -> Response.ok(page(texts.doneEnacted(), null)).build();
      case Result.StillWaiting _ -> Response.ok(page(texts.doneAgreed(), null)).build();
      case Result.Forbidden(List<Violation> violations) ->
          refused(violations.getFirst().sentence());
      case Result.Conflicting(List<Violation> violations) ->
          refused(violations.getFirst().sentence());
    };
  }

  private Response refused(String why) {
    return Response.status(UNPROCESSABLE).entity(page(null, why)).build();
  }

  private TemplateInstance page(@Nullable String done, @Nullable String refusal) {
    return new Policy(
        overview.now(),
        visitor.seesEverything() && enactment.waiting().isPresent(),
        visitor.seesEverything() ? punctualities.now() : List.of(),
        done,
        refusal);
  }
}
