package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.gridseal.testing.CountingChance;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  /// RFC 9470 §3, from which a client knows what to ask its identity provider for.
  @Test
  void asksForALoginThatIsYounger() {
    Response answer =
        new Problems(new CountingChance())
            .loginTooOld(new LoginTooOldException(Duration.ofMinutes(15)));

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeaderString("WWW-Authenticate"))
        .startsWith("Bearer error=\"insufficient_user_authentication\", ")
        .endsWith(", max_age=900");
    assertThat(answer.getEntity())
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.title()).isEqualTo("Log in again");
              assertThat(problem.detail()).contains("counts for 900 s");
            });
  }
}
