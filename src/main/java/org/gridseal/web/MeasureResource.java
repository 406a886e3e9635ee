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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Intervention;

/// Measures that wait for somebody to agree.
@Path("/api/v1/measures")
@Tag(name = "Measures")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed({"operator", "approver"})
@Blocking
public class MeasureResource {
  private final Intervention intervention;
  private final Caller caller;

  public MeasureResource(Intervention intervention, Caller caller) {
    this.intervention = intervention;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "List what waits for somebody to agree, the newest first")
  public List<MeasureView> list() {
    return intervention.open().stream().map(MeasureView::of).toList();
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Show one measure")
  public MeasureView show(@PathParam("id") UUID id) {
    return intervention.find(id).map(MeasureView::of).orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("/{id}/confirmation")
  @Operation(
      summary = "Agree with what somebody else has proposed",
      description = "The last agreement that the tier demands, as it is now, makes it effective.")
  @APIResponse(
      responseCode = "200",
      description = "Done",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must agree, too")
  @APIResponse(responseCode = "403", description = "You have agreed already")
  @APIResponse(responseCode = "409", description = "It does not wait any more; see errors[]")
  public Response confirm(@PathParam("id") UUID id) {
    return MeasureView.answer(intervention.confirm(id, caller.actor()));
  }

  @POST
  @Path("/{id}/withdrawal")
  @Operation(summary = "Take back what waits; nothing changes then")
  @APIResponse(
      responseCode = "200",
      description = "Dropped",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "409", description = "It does not wait any more")
  public Response drop(@PathParam("id") UUID id) {
    return MeasureView.answer(intervention.drop(id, caller.actor()));
  }
}
