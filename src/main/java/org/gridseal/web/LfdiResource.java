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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.Authorisations.Decided;
import org.gridseal.authorisation.Authorisations.Standing;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authorisation.Target;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;

/// Whom the utility lets in, by LFDI, whoever issued the certificate: the only way to end a factory
/// certificate. No CRL and no OCSP tells of it.
@Path("/api/v1/lfdis/{lfdi}")
@Tag(name = "LFDI authorisation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "approver"})
@Blocking
public class LfdiResource {
  private final Proposals proposals;
  private final Authorisations authorisations;

  LfdiResource(Proposals proposals, Authorisations authorisations) {
    this.proposals = proposals;
    this.authorisations = authorisations;
  }

  @GET
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(
      summary = "Show whether an LFDI is let in, and what was decided about it",
      description = "By everything that counts: the decision, its certificate, its site.")
  public LfdiView show(@PathParam("lfdi") Lfdi lfdi) {
    return LfdiView.of(lfdi, authorisations.standingOf(lfdi), authorisations.historyOf(lfdi));
  }

  @GET
  @Path("/effects/{act}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Tell what it would do to withdraw (deny), suspend or restore (allow)")
  public EffectView effect(@PathParam("lfdi") Lfdi lfdi, @PathParam("act") String act) {
    return proposals.effectOf(new Target.OfLfdi(lfdi), act);
  }

  @POST
  @Path("/denial")
  @Operation(
      summary = "Deny an LFDI",
      description =
          "Also one that no registration has: a stolen device may come before its papers.")
  @APIResponse(
      responseCode = "200",
      description = "Denied: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It is denied already")
  public Response deny(@PathParam("lfdi") Lfdi lfdi, byte[] body) {
    return proposals.propose(new Target.OfLfdi(lfdi), Act.WITHDRAW, body);
  }

  @POST
  @Path("/suspension")
  @Operation(summary = "Suspend an LFDI", description = "One person is enough.")
  @APIResponse(
      responseCode = "200",
      description = "Suspended: no listener lets it in, its connections end",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "409", description = "It is suspended or denied already")
  public Response suspend(@PathParam("lfdi") Lfdi lfdi, byte[] body) {
    return proposals.propose(new Target.OfLfdi(lfdi), Act.SUSPEND, body);
  }

  @POST
  @Path("/allowance")
  @Operation(
      summary = "Allow an LFDI again",
      description = "As many people must agree as the tier demands to restore.")
  @APIResponse(
      responseCode = "200",
      description = "Allowed",
      content = @Content(schema = @Schema(implementation = MeasureView.class)))
  @APIResponse(responseCode = "202", description = "Somebody else must confirm the measure")
  @APIResponse(responseCode = "409", description = "It is allowed already")
  public Response allow(@PathParam("lfdi") Lfdi lfdi, byte[] body) {
    return proposals.propose(new Target.OfLfdi(lfdi), Act.RESTORE, body);
  }

  /// An LFDI as the API shows it.
  ///
  /// @param state what was decided about it
  /// @param letIn whether it is let in by everything that counts
  /// @param keptOutBy the first thing that keeps it out
  /// @param decisions the newest first
  public record LfdiView(
      String lfdi,
      String sfdi,
      LfdiState state,
      boolean letIn,
      Optional<Authorisations.Why> keptOutBy,
      Optional<String> device,
      Optional<String> site,
      List<DecisionView> decisions) {
    static LfdiView of(Lfdi lfdi, Standing standing, List<Decided> history) {
      Optional<Holder> holder =
          switch (standing) {
            case Standing.Authorised(Holder it) -> Optional.of(it);
            case Standing.KeptOut(Optional<Holder> it, Authorisations.Why why) -> it;
            case Standing.Stranger() -> Optional.empty();
          };
      return new LfdiView(
          lfdi.toString(),
          Sfdi.of(lfdi).display(),
          history.isEmpty() ? LfdiState.ALLOWED : history.getFirst().state(),
          standing instanceof Standing.Authorised,
          standing instanceof Standing.KeptOut out ? Optional.of(out.why()) : Optional.empty(),
          holder.map(Holder::device).map(Object::toString),
          holder.map(Holder::site).map(Object::toString),
          history.stream().map(DecisionView::of).toList());
    }
  }

  /// @param by the identity provider's stable id
  public record DecisionView(LfdiState state, String reason, UUID measure, String by, Instant at) {
    static DecisionView of(Decided decided) {
      return new DecisionView(
          decided.state(), decided.reason(), decided.measure(), decided.by(), decided.at());
    }
  }
}
