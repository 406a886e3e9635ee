package org.gridseal.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Target;

/// What is suspended, brought back and retired with all that it can be known by: our certificates
/// are put on hold, released and revoked, and factory certificates and virtual LFDIs are let in or
/// not as their device is.
///
/// Roles stand at each method: at a class they would say nothing of methods that are inherited.
public abstract class TargetMeasureResource {
  private final Proposals proposals;

  TargetMeasureResource(Proposals proposals) {
    this.proposals = proposals;
  }

  /// What has that id, if anything has.
  abstract Target target(UUID id);

  @GET
  @Path("/effects/{act}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Tell what it would do to withdraw (retire), suspend or restore it")
  public EffectView effect(@PathParam("id") UUID id, @PathParam("act") String act) {
    return proposals.effectOf(target(id), act);
  }

  @POST
  @Path("/suspension")
  @RolesAllowed({"operator", "approver"})
  @Operation(
      summary = "Suspend it",
      description = "One person is enough. Its certificates are put on hold (certificateHold).")
  @APIResponse(
      responseCode = "200",
      description = "Suspended: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "409", description = "It is not approved, or suspended already")
  public Response suspend(@PathParam("id") UUID id, byte[] body) {
    return proposals.propose(target(id), Act.SUSPEND, body);
  }

  @POST
  @Path("/restoration")
  @RolesAllowed({"operator", "approver"})
  @Operation(
      summary = "Bring it back after a suspension",
      description =
          "As many people must agree as the tier demands to restore. The certificates that were"
              + " put on hold with it are released, and no others.")
  @APIResponse(
      responseCode = "200",
      description = "Approved again",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It is not suspended")
  public Response restore(@PathParam("id") UUID id, byte[] body) {
    return proposals.propose(target(id), Act.RESTORE, body);
  }

  @POST
  @Path("/retirement")
  @RolesAllowed({"operator", "approver"})
  @Operation(
      summary = "Retire it",
      description =
          "Cannot be undone. Its certificates are revoked (cessationOfOperation, or keyCompromise"
              + " if that is the reason); the hardware may be registered again, elsewhere.")
  @APIResponse(
      responseCode = "200",
      description = "Retired: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It was never approved, or is retired already")
  public Response retire(@PathParam("id") UUID id, byte[] body) {
    return proposals.propose(target(id), Act.WITHDRAW, body);
  }
}
