package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.headend.Aggregators;
import org.gridseal.headend.Aggregators.Result;
import org.gridseal.site.Findings;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// The aggregators, and the number with which each forms LFDIs of its own.
@Path("/api/v1/aggregators")
@Tag(name = "Head-end")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@Blocking
public class AggregatorResource {
  private final Aggregators aggregators;
  private final Caller caller;

  AggregatorResource(Aggregators aggregators, Caller caller) {
    this.aggregators = aggregators;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the aggregators")
  public List<AggregatorView> list() {
    return aggregators.all().stream().map(AggregatorView::of).toList();
  }

  @PUT
  @Path("/{id}/enterprise-number")
  @RolesAllowed("admin")
  @Operation(
      summary = "Give an aggregator its IANA private enterprise number",
      description = "It can be corrected until the first LFDI was formed with it.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = NumberForm.class)))
  @APIResponse(responseCode = "204", description = "It is the aggregator's")
  @APIResponse(responseCode = "409", description = "It cannot have this one; see errors[]")
  public void assign(@PathParam("id") UUID id, byte[] body) {
    var findings = new Findings();
    NumberForm form = JsonForms.read(body, NumberForm.class, findings);
    Long number = form.enterpriseNumber();
    findings.require(
        number != null,
        "enterpriseNumber",
        "enterprise-number",
        "give a number from 1 to 4294967295");
    if (!findings.sound() || number == null) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    switch (aggregators.assign(id, number, caller.actor())) {
      case Result.Assigned() -> {}
      case Result.Refused(Violation reason) ->
          throw new RefusedException(Problem.Kind.CONFLICT, List.of(reason));
      case Result.NoSuchAggregator() -> throw new NotFoundException();
    }
  }

  /// @param enterpriseNumber 1 to 4294967295 (RFC 9371 §2.1)
  record NumberForm(@Nullable Long enterpriseNumber) {}

  /// @param lfdi of its own certificate
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AggregatorView(
      UUID id,
      String organisation,
      String name,
      @Nullable String lfdi,
      boolean active,
      @Nullable Long enterpriseNumber) {
    static AggregatorView of(Aggregators.Entry entry) {
      return new AggregatorView(
          entry.id(),
          entry.organisation(),
          entry.name(),
          entry.lfdi().map(Lfdi::toString).orElse(null),
          entry.active(),
          entry.enterpriseNumber().orElse(null));
    }
  }
}
