package org.gridseal.lint;

/// How bad a finding is.
public enum Severity {
  /// Somebody who keeps to the standards refuses the certificate, or must.
  ERROR,
  /// It works with some and not with others, or harms later.
  WARNING,
  /// Unusual and allowed; it explains what surprises people.
  NOTICE
}
