package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Target;
import org.gridseal.site.SiteId;

/// Sites are suspended, brought back and retired, with all that their devices can be known by: our
/// certificates are put on hold, released and revoked, and factory certificates and virtual LFDIs
/// are let in or not as their device is.
@Path("/api/v1/sites/{id}")
@Tag(name = "Sites")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "approver"})
@Blocking
public class SiteMeasureResource {
  private final Proposals proposals;

  SiteMeasureResource(Proposals proposals) {
    this.proposals = proposals;
  }

  @GET
  @Path("/effects/{act}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Tell what it would do to withdraw (retire), suspend or restore a site")
  public EffectView effect(@PathParam("id") SiteId id, @PathParam("act") String act) {
    return proposals.effectOf(new Target.OfSite(id), act);
  }

  @POST
  @Path("/suspension")
  @Operation(
      summary = "Suspend a site",
      description = "One person is enough. Its certificates are put on hold (certificateHold).")
  @APIResponse(
      responseCode = "200",
      description = "Suspended: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "409", description = "It is not approved, or suspended already")
  public Response suspend(@PathParam("id") SiteId id, byte[] body) {
    return proposals.propose(new Target.OfSite(id), Act.SUSPEND, body);
  }

  @POST
  @Path("/restoration")
  @Operation(
      summary = "Bring a suspended site back",
      description =
          "As many people must agree as the tier demands to restore. The certificates that were"
              + " put on hold with it are released, and no others.")
  @APIResponse(
      responseCode = "200",
      description = "Approved again",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It is not suspended")
  public Response restore(@PathParam("id") SiteId id, byte[] body) {
    return proposals.propose(new Target.OfSite(id), Act.RESTORE, body);
  }

  @POST
  @Path("/retirement")
  @Operation(
      summary = "Retire a site",
      description =
          "Cannot be undone. Its certificates are revoked (cessationOfOperation, or keyCompromise"
              + " if that is the reason); the hardware may be registered again, elsewhere.")
  @APIResponse(
      responseCode = "200",
      description = "Retired: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It was never approved, or is retired already")
  public Response retire(@PathParam("id") SiteId id, byte[] body) {
    return proposals.propose(new Target.OfSite(id), Act.WITHDRAW, body);
  }
}
