package org.gridseal.web;

import org.gridseal.site.Site;

/// Where a registration stands, in words.
///
/// @param tone how the status looks: `good`, `wait`, `turn` (somebody must act), `bad` or `plain`
/// @param turn whose move is next
record Standing(String tone, String status, String turn) {
  static Standing of(Site site, ReviewTexts texts) {
    return switch (site.state()) {
      case SUBMITTED -> underReview(site, texts);
      case RETURNED -> new Standing("turn", texts.returned(), texts.theInstaller());
      case APPROVED -> new Standing("good", texts.approved(), texts.devices());
      case REFUSED -> new Standing("bad", texts.refused(), texts.nobody());
      case SUSPENDED -> new Standing("turn", texts.suspended(), texts.utility());
      case RETIRED -> new Standing("plain", texts.retired(), texts.nobody());
    };
  }

  private static Standing underReview(Site site, ReviewTexts texts) {
    int given = site.approvalsGiven();
    return given == 0
        ? new Standing("wait", texts.ready(), texts.utility())
        : new Standing("turn", texts.partly(given + 1, site.approvalsNeeded()), texts.utility());
  }
}
