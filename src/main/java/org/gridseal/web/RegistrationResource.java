package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.registration.Outcome;
import org.gridseal.registration.Registration;
import org.gridseal.site.Application;
import org.gridseal.site.Findings;
import org.gridseal.site.Listing;
import org.gridseal.site.Page;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.jspecify.annotations.Nullable;

/// Registrations over JSON, for people's tools and for aggregators' systems.
@Path("/api/v1/registrations")
@Tag(name = "Registrations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class RegistrationResource {
  private final Registration registration;
  private final Caller caller;

  public RegistrationResource(Registration registration, Caller caller) {
    this.registration = registration;
    this.caller = caller;
  }

  @POST
  @RolesAllowed({"installer", "aggregator"})
  @Operation(
      summary = "Register a site",
      description =
          "May be repeated: the same registration under the same applicationRef gives the same id.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = RegistrationForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "Registered; it waits for its reviewers",
      content = @Content(schema = @Schema(implementation = RegistrationView.class)))
  @APIResponse(responseCode = "409", description = "The applicationRef names another registration")
  @APIResponse(responseCode = "422", description = "Something is against the rules; see errors[]")
  public Response submit(byte[] body) {
    return answer(
        registration.submit(caller.actor(), application(body)),
        site ->
            Response.created(URI.create("/api/v1/registrations/" + site.id()))
                .entity(view(site))
                .build());
  }

  @PUT
  @Path("/{id}")
  @RolesAllowed({"installer", "aggregator"})
  @Operation(summary = "Submit a returned registration anew")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = RegistrationForm.class)))
  public Response resubmit(@PathParam("id") SiteId id, byte[] body) {
    return answer(registration.resubmit(caller.actor(), id, application(body)), this::shown);
  }

  @GET
  @RolesAllowed({"installer", "aggregator", "operator", "approver", "auditor", "admin"})
  @Operation(summary = "List registrations, the newest first")
  public RegistrationView.Listed list(
      @Parameter(description = "Only those in this state") @QueryParam("state")
          @Nullable SiteState state,
      @Parameter(description = "The next of the page before") @QueryParam("after")
          @Nullable SiteId after,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int fitting = Math.clamp(limit, 1, Listing.MAXIMUM);
    Page page = registration.list(caller.actor(), state, after, fitting);
    List<RegistrationView> views = page.sites().stream().map(RegistrationView::summary).toList();
    return new RegistrationView.Listed(views, page.next().map(SiteId::toString).orElse(null));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({"installer", "aggregator", "operator", "approver", "auditor", "admin"})
  @Operation(summary = "Show one registration")
  public RegistrationView show(@PathParam("id") SiteId id) {
    return registration
        .find(caller.actor(), id)
        .map(this::view)
        .orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("/{id}/approval")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({"operator", "approver"})
  @Operation(
      summary = "Approve a registration",
      description = "The last approval that the policy asks for lets its devices enroll.")
  @APIResponse(
      responseCode = "401",
      description = "No token, or the tier asks for a login that is younger (RFC 9470)")
  public Response approve(@PathParam("id") SiteId id) {
    return answer(registration.approve(caller.actor(), id), this::shown);
  }

  @POST
  @Path("/{id}/return")
  @RolesAllowed({"operator", "approver"})
  @Operation(summary = "Hand a registration back to its installer, with a note")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = NoteForm.class)))
  public Response returnToInstaller(@PathParam("id") SiteId id, byte[] body) {
    return answer(registration.returnToInstaller(caller.actor(), id, note(body)), this::shown);
  }

  @POST
  @Path("/{id}/refusal")
  @RolesAllowed({"operator", "approver"})
  @Operation(summary = "Turn a registration down for good, with a note")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = NoteForm.class)))
  public Response refuse(@PathParam("id") SiteId id, byte[] body) {
    return answer(registration.refuse(caller.actor(), id, note(body)), this::shown);
  }

  private Application application(byte[] body) {
    var findings = new Findings();
    Application application = RegistrationForm.ofJson(body, findings).parse(findings);
    if (!findings.sound()) {
      // What could be read is checked too, so that one answer tells all there is to correct.
      registration.check(application, findings);
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    return application;
  }

  private static String note(byte[] body) {
    var findings = new Findings();
    String note = JsonForms.read(body, NoteForm.class, findings).parse(findings);
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    return note;
  }

  private static Response answer(Outcome outcome, Function<Site, Response> done) {
    return switch (outcome) {
      case Outcome.Done(Site site) -> done.apply(site);
      case Outcome.Invalid no -> throw new RefusedException(Problem.Kind.INVALID, no.violations());
      case Outcome.Forbidden no ->
          throw new RefusedException(Problem.Kind.FORBIDDEN, no.violations());
      case Outcome.LoginTooOld(Duration within) -> throw new LoginTooOldException(within);
      case Outcome.Conflicting no ->
          throw new RefusedException(Problem.Kind.CONFLICT, no.violations());
      case Outcome.Unknown no -> throw new NotFoundException();
    };
  }

  private Response shown(Site site) {
    return Response.ok(view(site)).build();
  }

  private RegistrationView view(Site site) {
    return RegistrationView.of(site, registration.warnings(site));
  }
}
