package org.gridseal.web;

import io.quarkus.security.Authenticated;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enactment.Enactment;
import org.gridseal.enactment.Enactment.Result;
import org.gridseal.enactment.Preview;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.policy.Punctuality;
import org.gridseal.site.Violation;

/// Which edition of the policy is in force, which one waits for people, and what that would change.
@Path("/api/v1/policy")
@Tag(name = "Policy")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PolicyResource {
  private final Enactment enactment;
  private final Preview preview;
  private final Caller caller;
  private final Punctuality punctuality;
  private final Policies policies;

  public PolicyResource(
      Enactment enactment,
      Preview preview,
      Caller caller,
      Punctuality punctuality,
      Policies policies) {
    this.enactment = enactment;
    this.preview = preview;
    this.caller = caller;
    this.punctuality = punctuality;
    this.policies = policies;
  }

  @GET
  @Authenticated
  @Operation(
      summary = "Show which edition is in force, and which one waits",
      description =
          "An edition is what the folder of policies holds: the SHA-256 of its file, or, where there"
              + " are several, the SHA-256 over theirs in ascending order. One waits as long as this"
              + " replica's folder holds it and too few people have agreed.")
  public PolicyView show() {
    return enactment
        .last()
        .map(now -> PolicyView.of(now, enactment.waiting()))
        .orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("/effect")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(
      summary = "Show what the edition that waits would change for the registered sites",
      description =
          "Looks at every approved and suspended site once, some seconds for a million, and remembers"
              + " what it found. 404 when nothing waits.")
  public PolicyEffectView effect() {
    return preview.look().map(PolicyEffectView::of).orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("/performance")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(
      summary = "Show how this replica has kept what the policy promises",
      description =
          "Since the replica began, by tier: times to enroll, to cut off and to publish a revocation,"
              + " each against what the policy in force allows where nothing overrides it. The same"
              + " is at the metrics endpoint: `gridseal_performance…`, `gridseal_requests…`.")
  public PerformanceView performance() {
    return PerformanceView.of(punctuality, policies.inForce());
  }

  @POST
  @Path("/editions/{edition}/agreement")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({"admin", "approver"})
  @Operation(
      summary = "Agree that an edition comes into force",
      description =
          "As many different people must agree as `gridseal.policy-agreements` says. The last one puts"
              + " it into force, at every replica within seconds.")
  @APIResponse(
      responseCode = "200",
      description = "It is in force",
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @APIResponse(
      responseCode = "202",
      description = "Somebody else must agree, too",
      content = @Content(schema = @Schema(implementation = PolicyView.class)))
  @APIResponse(responseCode = "403", description = "This person has agreed already")
  @APIResponse(responseCode = "409", description = "That edition does not wait")
  public Response agree(@PathParam("edition") PolicyVersion edition) {
    return switch (enactment.agree(edition, caller.actor())) {
      case Result.Enacted _ -> Response.ok(show()).build();
      case Result.StillWaiting _ -> Response.accepted(show()).build();
      case Result.Forbidden(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.FORBIDDEN, violations);
      case Result.Conflicting(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.CONFLICT, violations);
    };
  }
}
