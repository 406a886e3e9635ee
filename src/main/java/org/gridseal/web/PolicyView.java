package org.gridseal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridseal.enactment.Enactment.InForce;
import org.gridseal.enactment.Enactment.Waiting;
import org.gridseal.policy.Edition;
import org.gridseal.policy.PolicyVersion;

/// The edition of the policy in force, as the API shows it.
///
/// @param edition 64 hexadecimal digits
/// @param files the versions of its files, as decisions name them
/// @param step 1 for the first of the installation
public record PolicyView(
    String edition, List<String> files, int step, Instant since, Optional<WaitingView> waiting) {

  /// @param needed how many different people must agree
  public record WaitingView(
      String edition, List<String> files, List<AgreementView> agreements, int needed) {
    static WaitingView of(Waiting waiting) {
      return new WaitingView(
          waiting.edition().id().toString(),
          versions(waiting.edition()),
          waiting.agreements().stream().map(it -> new AgreementView(it.person(), it.at())).toList(),
          waiting.needed());
    }
  }

  /// @param person the identity provider's stable id
  public record AgreementView(String person, Instant at) {}

  static PolicyView of(InForce now, Optional<Waiting> waiting) {
    return new PolicyView(
        now.edition().id().toString(),
        versions(now.edition()),
        now.step(),
        now.since(),
        waiting.map(WaitingView::of));
  }

  private static List<String> versions(Edition edition) {
    return edition.files().stream().map(file -> PolicyVersion.of(file).toString()).toList();
  }
}
