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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.Reason;
import org.gridseal.authorisation.Target;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;

/// Sites and their devices are suspended, brought back and retired, with all that they can be known
/// by: our certificates are put on hold, released and revoked, and factory certificates and virtual
/// LFDIs are let in or not as their device is.
@Path("/api/v1/{kind:sites|devices}/{id}")
@Tag(name = "Sites and devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "approver"})
@Blocking
public class SiteMeasureResource {
  private final Intervention intervention;
  private final Caller caller;

  public SiteMeasureResource(Intervention intervention, Caller caller) {
    this.intervention = intervention;
    this.caller = caller;
  }

  @GET
  @Path("/effects/{act}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Tell what it would do to withdraw (retire), suspend or restore")
  public EffectView effect(
      @PathParam("kind") String kind, @PathParam("id") UUID id, @PathParam("act") String act) {
    return intervention
        .effectOf(target(kind, id), MeasureView.actNamed(act))
        .map(EffectView::of)
        .orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("/suspension")
  @Operation(
      summary = "Suspend a site, or one device of it",
      description = "One person is enough. Certificates are put on hold (certificateHold).")
  @APIResponse(
      responseCode = "200",
      description = "Suspended: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "409", description = "It is not approved, or suspended already")
  public Response suspend(@PathParam("kind") String kind, @PathParam("id") UUID id, byte[] body) {
    return propose(target(kind, id), Act.SUSPEND, body);
  }

  @POST
  @Path("/restoration")
  @Operation(
      summary = "Bring back what was suspended",
      description =
          "As many people must agree as the tier demands to restore. The certificates that were"
              + " put on hold with it are released, and no others.")
  @APIResponse(
      responseCode = "200",
      description = "Approved again",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It is not suspended")
  public Response restore(@PathParam("kind") String kind, @PathParam("id") UUID id, byte[] body) {
    return propose(target(kind, id), Act.RESTORE, body);
  }

  @POST
  @Path("/retirement")
  @Operation(
      summary = "Retire a site, or one device of it",
      description =
          "Cannot be undone. Certificates are revoked (cessationOfOperation, or keyCompromise if"
              + " that is the reason); the hardware may be registered again, elsewhere.")
  @APIResponse(
      responseCode = "200",
      description = "Retired: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It was never approved, or is retired already")
  public Response retire(@PathParam("kind") String kind, @PathParam("id") UUID id, byte[] body) {
    return propose(target(kind, id), Act.WITHDRAW, body);
  }

  private static Target target(String kind, UUID id) {
    return kind.equals("sites")
        ? new Target.OfSite(new SiteId(id))
        : new Target.OfDevice(new DeviceId(id));
  }

  private Response propose(Target target, Act act, byte[] body) {
    String reason =
        ReasonForm.read(body)
            .ofUtility(act)
            .orElseThrow(() -> ReasonForm.refused(Reason.of(act).stream().map(Reason::name)));
    return MeasureView.answer(intervention.propose(target, act, reason, caller.actor()));
  }
}
