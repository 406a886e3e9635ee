package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.enrollment.ManufacturerRoot;
import org.gridseal.enrollment.TrustedManufacturers;
import org.gridseal.enrollment.TrustedManufacturers.Change;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;

/// The roots under which manufacturers certify devices at birth.
@Path("/api/v1/manufacturer-roots")
@Tag(name = "Manufacturer roots")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ManufacturerRootResource {
  private final TrustedManufacturers manufacturers;
  private final Caller caller;

  public ManufacturerRootResource(TrustedManufacturers manufacturers, Caller caller) {
    this.manufacturers = manufacturers;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "List the manufacturers' roots, the newest first")
  public List<RootView> list() {
    return manufacturers.all().stream().map(RootView::of).toList();
  }

  @GET
  @Path("/{fingerprint}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Show one root")
  public RootView show(@PathParam("fingerprint") Fingerprint root) {
    return manufacturers.find(root).map(RootView::of).orElseThrow(NotFoundException::new);
  }

  @POST
  @RolesAllowed("admin")
  @Operation(
      summary = "Add a manufacturer's root",
      description =
          "It vouches for nobody until a different person confirms it. With `succeeds` it takes over"
              + " from a trusted root; both are trusted until the old one is retired.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = RootForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "Added; it waits for a second person",
      content = @Content(schema = @Schema(implementation = RootView.class)))
  @APIResponse(responseCode = "409", description = "It is there already; see errors[]")
  @APIResponse(responseCode = "422", description = "The certificate cannot be a root; see errors[]")
  public Response add(byte[] body) {
    RootForm.Proposal proposal = proposalIn(body);
    RootView added = done(manufacturers.add(proposal.root(), proposal.succeeds(), caller.actor()));
    return Response.created(URI.create("/api/v1/manufacturer-roots/" + added.fingerprint()))
        .entity(added)
        .build();
  }

  @POST
  @Path("/{fingerprint}/confirmation")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({"admin", "approver"})
  @Operation(
      summary = "Confirm a root that somebody else has added",
      description =
          "Compare the fingerprint with the manufacturer first. Effective within five seconds at"
              + " every replica, without a restart.")
  @APIResponse(
      responseCode = "200",
      description = "Trusted from now on",
      content = @Content(schema = @Schema(implementation = RootView.class)))
  @APIResponse(responseCode = "403", description = "Somebody else than who added it must confirm")
  @APIResponse(responseCode = "409", description = "It does not wait for a confirmation")
  public RootView confirm(@PathParam("fingerprint") Fingerprint root) {
    return done(manufacturers.confirm(root, caller.actor()));
  }

  @POST
  @Path("/{fingerprint}/retirement")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({"admin", "approver"})
  @Operation(
      summary = "Retire a root, or turn down one that nobody has confirmed",
      description =
          "One person is enough. Effective within five seconds at every replica. Certificates that"
              + " devices hold already stay good; to trust the root again takes two people.")
  @APIResponse(
      responseCode = "200",
      description = "It vouches for nobody any more",
      content = @Content(schema = @Schema(implementation = RootView.class)))
  @APIResponse(responseCode = "409", description = "It is retired already")
  public RootView retire(@PathParam("fingerprint") Fingerprint root) {
    return done(manufacturers.retire(root, caller.actor()));
  }

  private static RootForm.Proposal proposalIn(byte[] body) {
    var findings = new Findings();
    RootForm form = JsonForms.read(body, RootForm.class, findings);
    Optional<RootForm.Proposal> proposal = form.read(findings);
    return proposal.orElseThrow(
        () -> new RefusedException(Problem.Kind.INVALID, findings.violations()));
  }

  private static RootView done(Change change) {
    return switch (change) {
      case Change.Done(ManufacturerRoot root) -> RootView.of(root);
      case Change.Invalid(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.INVALID, violations);
      case Change.Forbidden(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.FORBIDDEN, violations);
      case Change.Conflicting(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.CONFLICT, violations);
      case Change.Unknown() -> throw new NotFoundException();
    };
  }
}
