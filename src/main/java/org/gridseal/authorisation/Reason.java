package org.gridseal.authorisation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why an LFDI is denied, suspended or allowed again; those of certificates are RFC 5280's.
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of, which nobody changes
public enum Reason {
  stolen(Act.WITHDRAW, Act.SUSPEND),
  lost(Act.WITHDRAW, Act.SUSPEND),
  keyCompromise(Act.WITHDRAW, Act.SUSPEND),
  misbehaves(Act.WITHDRAW, Act.SUSPEND),
  underInvestigation(Act.SUSPEND),
  replaced(Act.WITHDRAW),
  outOfService(Act.WITHDRAW, Act.SUSPEND),
  found(Act.RESTORE),
  cleared(Act.RESTORE),
  mistake(Act.RESTORE);

  private final List<Act> acts;

  Reason(Act... acts) {
    this.acts = List.of(acts);
  }

  /// The reasons that can be given for an act.
  public static List<Reason> of(Act act) {
    return Arrays.stream(values()).filter(reason -> reason.acts.contains(act)).toList();
  }

  /// @return empty if that is no reason for that act
  public static Optional<Reason> named(String name, Act act) {
    return of(act).stream().filter(reason -> reason.name().equals(name)).findFirst();
  }
}
