package org.gridseal.authorisation;

import org.gridseal.policy.Controls.Approval;
import org.gridseal.policy.Controls.Approvals;

/// What can be done to an identity.
public enum Act {
  /// A certificate is revoked, for good; an LFDI is denied.
  WITHDRAW,
  /// A certificate is put on hold; an LFDI is suspended. Always the act of one person, for an
  /// emergency waits for nobody.
  SUSPEND,
  /// A certificate is released; an LFDI is allowed.
  RESTORE;

  /// Who must agree.
  Approval neededOf(Approvals approvals) {
    return switch (this) {
      case WITHDRAW -> approvals.revoke();
      case SUSPEND -> Approval.ANYBODY;
      case RESTORE -> approvals.restore();
    };
  }

  /// What an LFDI becomes by it.
  LfdiState state() {
    return switch (this) {
      case WITHDRAW -> LfdiState.DENIED;
      case SUSPEND -> LfdiState.SUSPENDED;
      case RESTORE -> LfdiState.ALLOWED;
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
