package org.gridseal.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authorisation.Measure;
import org.gridseal.authorisation.Target;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.site.Violation;

/// A measure as the API shows it.
///
/// @param kind `certificate`, `lfdi`, `device` or `site`
/// @param subject the serial number, the LFDI, or the id
/// @param act `withdraw`, `suspend` or `restore`
/// @param state `waiting`, `taken` or `dropped`
/// @param needed who must agree; only in the answer to a proposal or an agreement that waits
public record MeasureView(
    UUID id,
    String kind,
    String subject,
    String act,
    String reason,
    String state,
    List<AgreementView> agreements,
    Optional<Instant> endedAt,
    Optional<NeededView> needed) {

  /// @param person the identity provider's stable id
  public record AgreementView(String person, Instant at) {}

  /// @param persons how many different people
  /// @param including roles of which each must be held by one of them
  /// @param freshLogin how long ago each of them may have logged in, ISO 8601; null: any time
  public record NeededView(int persons, List<String> including, Optional<Duration> freshLogin) {
    static NeededView of(Approval approval) {
      return new NeededView(
          approval.persons(), approval.including(), Optional.ofNullable(approval.freshLogin()));
    }
  }

  static MeasureView of(Measure measure) {
    return of(measure, Optional.empty());
  }

  private static MeasureView of(Measure measure, Optional<Approval> needed) {
    return new MeasureView(
        measure.id(),
        kindOf(measure.target()),
        measure.target().toString(),
        nameOf(measure.act()),
        measure.reason(),
        stateOf(measure),
        measure.agreements().stream()
            .map(agreement -> new AgreementView(agreement.person(), agreement.at()))
            .toList(),
        measure.end().map(Measure.End::at),
        needed.map(NeededView::of));
  }

  static String kindOf(Target target) {
    return switch (target) {
      case Target.OfCertificate _ -> "certificate";
      case Target.OfLfdi _ -> "lfdi";
      case Target.OfDevice _ -> "device";
      case Target.OfSite _ -> "site";
    };
  }

  static String nameOf(Act act) {
    return switch (act) {
      case WITHDRAW -> "withdraw";
      case SUSPEND -> "suspend";
      case RESTORE -> "restore";
    };
  }

  /// @throws IllegalArgumentException if no act has that name, which Jakarta REST turns into 404
  static Act actNamed(String name) {
    return switch (name) {
      case "withdraw" -> Act.WITHDRAW;
      case "suspend" -> Act.SUSPEND;
      case "restore" -> Act.RESTORE;
      default -> throw new NotFoundException();
    };
  }

  private static String stateOf(Measure measure) {
    return measure
        .end()
        .map(end -> end.outcome() == Measure.Outcome.TAKEN ? "taken" : "dropped")
        .orElse("waiting");
  }

  /// 200 when it is done, 202 while somebody else must agree.
  static Response answer(Result result) {
    return switch (result) {
      case Result.Taken(Measure measure) -> Response.ok(of(measure)).build();
      case Result.Dropped(Measure measure) -> Response.ok(of(measure)).build();
      case Result.Waiting(Measure measure, Approval needed) ->
          Response.accepted(of(measure, Optional.of(needed))).build();
      case Result.LoginTooOld(Duration within) -> throw new LoginTooOldException(within);
      case Result.Forbidden(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.FORBIDDEN, violations);
      case Result.Conflicting(List<Violation> violations) ->
          throw new RefusedException(Problem.Kind.CONFLICT, violations);
      case Result.Unknown() -> throw new NotFoundException();
    };
  }
}
