package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridseal.testing.PolicyDesk;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A policy that somebody changes while the service runs, and the two people who put it into force.
class PolicyIT {
  private final PolicyDesk desk = new PolicyDesk(Town.shared());

  @AfterEach
  void putBack() {
    desk.close();
  }

  @Test
  void comesIntoForceWhenTwoDifferentPeopleAgree() {
    String before = desk.inForce();
    assertThat(desk.waits()).isFalse();
    String next = desk.change("retention: P7Y", "retention: P8Y");

    assertThat(desk.inForce()).isEqualTo(before);
    assertThat(desk.get("auditor", "/api/v1/policy/effect").body())
        .contains("T5", "retention", "P7Y -> P8Y");
    assertThat(desk.agree("operator", next).statusCode()).isEqualTo(403);
    assertThat(desk.agree("admin", next).statusCode()).isEqualTo(202);
    assertThat(desk.agree("admin", next).body()).contains("second-person");
    assertThat(desk.inForce()).isEqualTo(before);

    assertThat(desk.agree("approver", next).statusCode()).isEqualTo(200);
    assertThat(desk.inForce()).isEqualTo(next);
    assertThat(desk.agree("approver2", next).statusCode()).isEqualTo(409);
    assertThat(desk.waits()).isFalse();
  }

  @Test
  void saysHowItsPromisesWereKept() {
    assertThat(desk.get("auditor", "/api/v1/policy/performance").body())
        .contains("\"requests\"", "\"promised\":\"99.95 %\"");
    assertThat(desk.get("installer", "/api/v1/policy/performance").statusCode()).isEqualTo(403);
  }

  @Test
  void isShownWithWhatItChangesToThoseWhoDecide() {
    desk.change("retention: P7Y", "retention: P9Y");

    assertThat(desk.get("approver", "/pages/policy").body()).contains("Another policy waits");
    assertThat(desk.get("approver", "/pages/policy/waiting").body())
        .contains("P7Y -&gt; P9Y", "Agree that it comes into force");
    assertThat(desk.get("auditor", "/pages/policy/waiting").body())
        .contains("P7Y -&gt; P9Y")
        .doesNotContain("Agree that it comes into force");
    assertThat(desk.get("installer", "/pages/policy").body())
        .doesNotContain("Another policy waits");
    assertThat(desk.get("installer", "/pages/policy/waiting").statusCode()).isEqualTo(403);
  }
}
