package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.audit.Decisions;
import org.gridseal.audit.Decisions.Recorded;
import org.gridseal.audit.PolicyVersions;
import org.gridseal.policy.Explanation;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Ruling;
import org.gridseal.site.SiteId;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// What the policy decided, why, and whether it would decide so again.
@Path("/api/v1/decisions")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "approver", "auditor", "admin"})
@Blocking
public class DecisionResource {
  private final Decisions decisions;
  private final PolicyVersions versions;

  public DecisionResource(Decisions decisions, PolicyVersions versions) {
    this.decisions = decisions;
    this.versions = versions;
  }

  @GET
  @Operation(summary = "List what was decided about a site, the newest first")
  public List<DecisionView> list(@QueryParam("site") @Nullable SiteId site) {
    if (site == null) {
      throw new RefusedException(
          Problem.Kind.INVALID,
          List.of(new Violation("site", "site-given", "name the site in the query")));
    }
    return decisions.of(site).stream().map(DecisionView::of).toList();
  }

  @GET
  @Path("/{id}")
  @Operation(
      summary = "Explain one decision",
      description =
          "In plain words; and put again to the policy that made it, which must answer the same.")
  @APIResponse(responseCode = "200", description = "The id is that of the entry in the log")
  public ExplainedView show(@PathParam("id") UUID id) {
    Recorded recorded = decisions.find(id).orElseThrow(NotFoundException::new);
    return versions
        .find(recorded.policy())
        .map(PolicyBook::parse)
        .map(book -> ExplainedView.of(recorded, book))
        .orElseGet(() -> ExplainedView.unknown(recorded));
  }

  /// @param policy SHA-256 of the policy file
  /// @param facts leftmost 160 bits of the SHA-256 of the facts, as the entry in the log has it
  /// @param rules names of all that led to it
  public record DecisionView(
      UUID id, String site, Instant at, String policy, String facts, List<String> rules) {
    static DecisionView of(Recorded recorded) {
      return new DecisionView(
          recorded.entry(),
          recorded.site().toString(),
          recorded.question().at(),
          recorded.policy().toString(),
          recorded.facts(),
          recorded.rules());
    }
  }

  /// @param explanation sentences
  /// @param repeated whether the same policy gives the same rules for the same facts; empty when
  ///   its file is not known
  public record ExplainedView(
      DecisionView decision,
      Optional<String> tier,
      Optional<Boolean> permitted,
      List<String> explanation,
      Optional<Boolean> repeated) {
    static ExplainedView of(Recorded recorded, PolicyBook book) {
      Ruling ruling = book.answer(recorded.question());
      return new ExplainedView(
          DecisionView.of(recorded),
          Optional.of(ruling.policy().tier().name()),
          Optional.of(ruling.permits()),
          Explanation.of(ruling, book),
          Optional.of(ruling.rules().equals(recorded.rules())));
    }

    static ExplainedView unknown(Recorded recorded) {
      return new ExplainedView(
          DecisionView.of(recorded),
          Optional.empty(),
          Optional.empty(),
          List.of("The policy file that decided this is not in the history."),
          Optional.empty());
    }
  }
}
