package org.gridseal.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.gridseal.policy.Controls;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.policy.Punctuality.Requests;
import org.gridseal.policy.Punctuality.Score;
import org.gridseal.policy.Tier;

/// How this replica has kept what the policy promises, since it began, as the API shows it.
///
/// @param requests of devices that were looked at
/// @param failed how many of them were not served
/// @param scores of what was done at least once
/// @param availability of each tier
public record PerformanceView(
    long requests, long failed, List<ScoreView> scores, List<AvailabilityView> availability) {

  /// @param what `enrollment`, `cut_off` or `status`
  /// @param allowed how long it may take, ISO 8601
  /// @param late how many of the times took longer
  /// @param longestMs the longest time, milliseconds
  public record ScoreView(
      String what, Tier tier, Duration allowed, long times, long late, long longestMs) {}

  /// @param promised such as `99.5 %`
  public record AvailabilityView(Tier tier, String promised, boolean reached) {}

  static PerformanceView of(Punctuality punctuality, PolicyBook book) {
    Requests asked = punctuality.requests();
    return new PerformanceView(
        asked.all(),
        asked.failed(),
        punctuality.scores().stream().map(score -> view(score, book)).toList(),
        List.of(Tier.values()).stream().map(tier -> view(tier, asked, book)).toList());
  }

  private static ScoreView view(Score score, PolicyBook book) {
    return new ScoreView(
        score.what().name().toLowerCase(Locale.ROOT),
        score.tier(),
        allowed(score, book.controls(score.tier())),
        score.times(),
        score.late(),
        score.longest().toMillis());
  }

  private static Duration allowed(Score score, Controls controls) {
    return switch (score.what()) {
      case ENROLLMENT -> controls.performance().enroll();
      case CUT_OFF -> controls.revocation().dropSessionsWithin();
      case STATUS -> controls.performance().publishStatus();
    };
  }

  private static AvailabilityView view(Tier tier, Requests asked, PolicyBook book) {
    var promised = book.controls(tier).performance().availability();
    return new AvailabilityView(
        tier, promised.toString(), promised.isReached(asked.all() - asked.failed(), asked.all()));
  }
}
