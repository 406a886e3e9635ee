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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authorisation.Measure;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;

/// Certificates of ours are suspended, released and revoked; CRL and OCSP tell everybody. What this
/// utility thinks of an identity that others issued is another thing: [LfdiResource].
@Path("/api/v1/certificates")
@Tag(name = "Certificates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "approver"})
@Blocking
public class RevocationResource {
  private final Proposals proposals;
  private final Intervention intervention;
  private final Caller caller;

  RevocationResource(Proposals proposals, Intervention intervention, Caller caller) {
    this.proposals = proposals;
    this.intervention = intervention;
    this.caller = caller;
  }

  @POST
  @Path("/{serialNumber}/revocation")
  @Operation(
      summary = "Revoke a certificate",
      description =
          "Cannot be undone. OCSP and the device listener know at once, the CRL is made anew, open"
              + " connections end. With the reason `certificateHold` it is suspended instead.")
  @APIResponse(
      responseCode = "200",
      description = "Revoked",
      content = @Content(schema = @Schema(implementation = RevocationView.class)))
  @APIResponse(
      responseCode = "202",
      description = "The tier asks for more people: somebody else must confirm the measure",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(
      responseCode = "409",
      description = "Revoked before, or nobody asks whether it is (noRevAvail); see errors[]")
  public Response revoke(@PathParam("serialNumber") SerialNumber serialNumber, byte[] body) {
    ReasonForm form = ReasonForm.read(body);
    return RevocationReason.certificateHold.name().equals(form.reason())
        ? propose(serialNumber, Act.SUSPEND, form)
        : propose(serialNumber, Act.WITHDRAW, form);
  }

  @POST
  @Path("/{serialNumber}/suspension")
  @Operation(
      summary = "Suspend a certificate (certificateHold)",
      description = "One person is enough. It lasts until it is released or revoked.")
  @APIResponse(
      responseCode = "200",
      description = "On hold",
      content = @Content(schema = @Schema(implementation = RevocationView.class)))
  public Response suspend(@PathParam("serialNumber") SerialNumber serialNumber, byte[] body) {
    return propose(serialNumber, Act.SUSPEND, ReasonForm.read(body));
  }

  @POST
  @Path("/{serialNumber}/release")
  @Operation(
      summary = "Release a certificate that is suspended",
      description = "As many people must agree as the tier demands to restore.")
  @APIResponse(responseCode = "200", description = "Good again")
  @APIResponse(
      responseCode = "202",
      description = "Somebody else must confirm the measure",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  public Response release(@PathParam("serialNumber") SerialNumber serialNumber, byte[] body) {
    return propose(serialNumber, Act.RESTORE, ReasonForm.read(body));
  }

  @GET
  @Path("/{serialNumber}/effects/{act}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Tell what it would do to withdraw, suspend or restore a certificate")
  public EffectView effect(
      @PathParam("serialNumber") SerialNumber serialNumber, @PathParam("act") String act) {
    return proposals.effectOf(new Target.OfCertificate(serialNumber), act);
  }

  private Response propose(SerialNumber serialNumber, Act act, ReasonForm form) {
    String reason =
        form.ofCertificate(act)
            .orElseThrow(() -> ReasonForm.refused(ReasonForm.ofRevocation().stream()));
    Result result =
        intervention.propose(new Target.OfCertificate(serialNumber), act, reason, caller.actor());
    return result instanceof Result.Taken(Measure measure)
        ? Response.ok(RevocationView.of(measure)).build()
        : MeasureView.answer(result);
  }

  /// What was done to a certificate.
  public record RevocationView(String serialNumber, String reason, Instant revokedAt) {
    static RevocationView of(Measure measure) {
      return new RevocationView(
          measure.target().toString(), measure.reason(), measure.end().orElseThrow().at());
    }
  }
}
