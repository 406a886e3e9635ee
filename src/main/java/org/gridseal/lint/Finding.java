package org.gridseal.lint;

/// A rule that a certificate breaks.
///
/// @param position which certificate of the chain, the holder's at 0
public record Finding(Rule rule, int position) {
  public String name() {
    return rule.name();
  }

  public boolean isError() {
    return rule.severity() == Severity.ERROR;
  }
}
