package org.gridseal.site;

import java.util.Arrays;
import java.util.Optional;

/// Performance under abnormal conditions (IEEE 1547-2018 §6.4). SunSpec model 702 counts the same
/// categories from 0; IEEE 2030.5 does not.
public enum AbnormalCategory {
  NOT_SPECIFIED(0),
  I(1),
  II(2),
  III(3);

  private final int code;

  AbnormalCategory(int code) {
    this.code = code;
  }

  public static Optional<AbnormalCategory> ofCode(int code) {
    return Arrays.stream(values()).filter(category -> category.code == code).findFirst();
  }

  /// The number that goes over the wire of IEEE 2030.5.
  public int code() {
    return code;
  }
}
