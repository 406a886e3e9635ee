package org.gridseal.authorisation;

import java.util.List;
import java.util.Locale;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.policy.Controls.Approvals;
import org.gridseal.site.SiteState;

/// What can be done to an identity, a device or a site.
public enum Act {
  /// A certificate is revoked, for good; an LFDI is denied; a device or a site is retired.
  WITHDRAW,
  /// A certificate is put on hold; everything else is suspended. Always the act of one person, for
  /// an emergency waits for nobody.
  SUSPEND,
  /// A certificate is released; an LFDI is allowed; a device or a site is brought back.
  RESTORE;

  /// Who must agree.
  Approval neededOf(Approvals approvals) {
    return switch (this) {
      case WITHDRAW -> approvals.revoke();
      case SUSPEND -> Approval.ANYBODY;
      case RESTORE -> approvals.restore();
    };
  }

  /// As the policy is asked about it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What an LFDI becomes by it.
  LfdiState state() {
    return switch (this) {
      case WITHDRAW -> LfdiState.DENIED;
      case SUSPEND -> LfdiState.SUSPENDED;
      case RESTORE -> LfdiState.ALLOWED;
    };
  }

  /// What a site becomes by it.
  SiteState siteState() {
    return switch (this) {
      case WITHDRAW -> SiteState.RETIRED;
      case SUSPEND -> SiteState.SUSPENDED;
      case RESTORE -> SiteState.APPROVED;
    };
  }

  /// What a site must be for that.
  List<SiteState> siteStates() {
    return switch (this) {
      case WITHDRAW -> List.of(SiteState.APPROVED, SiteState.SUSPENDED);
      case SUSPEND -> List.of(SiteState.APPROVED);
      case RESTORE -> List.of(SiteState.SUSPENDED);
    };
  }

  /// Whether it changes anything for an identity in that state. What is withdrawn is not suspended:
  /// that would make it easier to bring back.
  boolean fits(LfdiState before) {
    return switch (this) {
      case WITHDRAW -> before != LfdiState.DENIED;
      case SUSPEND -> before == LfdiState.ALLOWED;
      case RESTORE -> before != LfdiState.ALLOWED;
    };
  }
}
