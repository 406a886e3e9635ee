package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Punctuality;

/// How this replica has kept what the policy promises, in words.
@ApplicationScoped
class Punctualities {
  private static final int MILLI = 3;

  private final Punctuality punctuality;
  private final Policies policies;
  private final PolicyTexts texts;
  private final PolicyWords words;

  Punctualities(Punctuality punctuality, Policies policies, Words words) {
    this.punctuality = punctuality;
    this.policies = policies;
    this.texts = words.policy();
    this.words = new PolicyWords(words.policy(), words.review(), words.choice());
  }

  /// @param kept whether it was, each time
  record Line(
      String what, String tier, String promised, String times, String longest, boolean kept) {}

  List<Line> now() {
    PerformanceView view = PerformanceView.of(punctuality, policies.inForce());
    return Stream.concat(
            view.scores().stream().map(this::line),
            view.requests() == 0
                ? Stream.empty()
                : view.availability().stream().map(each -> line(each, view)))
        .toList();
  }

  private Line line(PerformanceView.ScoreView score) {
    return new Line(
        switch (score.what()) {
          case "enrollment" -> texts.keptEnroll();
          case "cut_off" -> texts.keptCutOff();
          default -> texts.keptStatus();
        },
        score.tier().toString(),
        words.of(score.allowed()),
        texts.keptTimes(number(score.times() - score.late()), number(score.times())),
        seconds(score.longestMs()),
        score.late() == 0);
  }

  private Line line(PerformanceView.AvailabilityView each, PerformanceView view) {
    return new Line(
        texts.keptAvailability(),
        each.tier().toString(),
        each.promised(),
        texts.keptTimes(number(view.requests() - view.failed()), number(view.requests())),
        "",
        each.reached());
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, MILLI).toPlainString() + " s";
  }
}
