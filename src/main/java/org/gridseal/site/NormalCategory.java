package org.gridseal.site;

import java.util.Arrays;
import java.util.Optional;

/// Performance under normal conditions (IEEE 1547-2018 §5.2).
public enum NormalCategory {
  NOT_SPECIFIED(0),
  A(1),
  B(2);

  private final int code;

  NormalCategory(int code) {
    this.code = code;
  }

  public static Optional<NormalCategory> ofCode(int code) {
    return Arrays.stream(values()).filter(category -> category.code == code).findFirst();
  }

  /// The number that goes over the wire of IEEE 2030.5.
  public int code() {
    return code;
  }
}
