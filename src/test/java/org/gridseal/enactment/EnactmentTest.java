package org.gridseal.enactment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.audit.Actor;
import org.gridseal.enactment.Enactment.InForce;
import org.gridseal.enactment.Enactment.Result;
import org.gridseal.enactment.Enactment.Waiting;
import org.gridseal.policy.Edition;
import org.gridseal.site.Violation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A policy that somebody has changed, and the people who must agree.
class EnactmentTest {
  private static final Actor ADMIN = person("admin");
  private static final Actor APPROVER = person("approver");

  private final String shipped = read();
  private final Edition first = edition(shipped);
  private final Edition next = edition(shipped.replace("retention: P1Y", "retention: P2Y"));
  private final Edition other = edition(shipped.replace("retention: P7Y", "retention: P8Y"));
  private final EnactmentFixture fixture = new EnactmentFixture();
  private final Enactment enactment = fixture.enactment(2);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void needsNobodyForTheFirst() {
    assertThat(enactment.last()).isEmpty();

    enactment.offer(first);

    assertThat(enactment.last().map(InForce::edition)).contains(first);
    assertThat(enactment.waiting()).isEmpty();
    assertThat(fixture.events()).containsExactly("PolicyKept", "PolicyEnacted");
  }

  @Test
  void saysNothingTwice() {
    enactment.offer(first);
    enactment.offer(first);
    fixture.enactment(2).offer(first);
    enactment.offer(next);
    fixture.enactment(2).offer(next);

    assertThat(fixture.events())
        .containsExactly("PolicyKept", "PolicyEnacted", "PolicyKept", "PolicyProposed");
  }

  @Test
  void takesTwoDifferentPeople() {
    enactment.offer(first);
    enactment.offer(next);

    assertThat(enactment.agree(next.id(), ADMIN))
        .isInstanceOfSatisfying(
            Result.StillWaiting.class,
            it -> assertThat(it.waiting().isAgreedBy(ADMIN.subject())).isTrue());
    assertThat(rules(enactment.agree(next.id(), ADMIN))).containsExactly("second-person");
    assertThat(inForce()).isEqualTo(first);

    assertThat(enactment.agree(next.id(), APPROVER)).isInstanceOf(Result.Enacted.class);
    assertThat(inForce()).isEqualTo(next);
    assertThat(enactment.waiting()).isEmpty();
    assertThat(fixture.events())
        .endsWith("PolicyProposed", "PolicyAgreed", "PolicyAgreed", "PolicyEnacted");
  }

  @Test
  void takesNobodyWhereTheInstallationWantsItSo() {
    Enactment alone = fixture.enactment(0);
    alone.offer(first);
    alone.offer(next);

    assertThat(alone.last().map(InForce::edition)).contains(next);
  }

  @Test
  void agreesToWhatWasSeenAndToNothingElse() {
    enactment.offer(first);
    enactment.offer(next);
    enactment.offer(other);

    assertThat(rules(enactment.agree(next.id(), ADMIN))).containsExactly("policy-waiting");
    assertThat(rules(enactment.agree(first.id(), ADMIN))).containsExactly("policy-waiting");
    assertThat(enactment.agree(other.id(), ADMIN)).isInstanceOf(Result.StillWaiting.class);
  }

  @Test
  void forgetsAgreementsWhenAnotherCameFirst() {
    enactment.offer(first);
    enactment.offer(next);
    enactment.agree(next.id(), ADMIN);
    enactment.offer(other);
    enactment.agree(other.id(), ADMIN);
    enactment.agree(other.id(), APPROVER);
    enactment.offer(next);

    assertThat(enactment.waiting().map(Waiting::agreements)).contains(List.of());
    assertThat(enactment.agree(next.id(), APPROVER)).isInstanceOf(Result.StillWaiting.class);
  }

  @Test
  void canComeBackToAnEarlierOne() {
    enactment.offer(first);
    enactment.offer(next);
    enactment.agree(next.id(), ADMIN);
    enactment.agree(next.id(), APPROVER);
    enactment.offer(first);
    enactment.agree(first.id(), APPROVER);

    assertThat(enactment.agree(first.id(), ADMIN)).isInstanceOf(Result.Enacted.class);
    assertThat(inForce()).isEqualTo(first);
    assertThat(enactment.step()).isEqualTo(3);
  }

  /// A new version of the program may ask for more than the file of before says.
  @Test
  void takesNobodyToReplaceOneThatCannotBeRead() {
    enactment.offer(edition("version: 1"));

    enactment.offer(next);

    assertThat(inForce()).isEqualTo(next);
  }

  @Test
  void isTheSameAtEveryReplica() {
    Enactment there = fixture.enactment(2);
    enactment.offer(first);
    enactment.offer(next);
    there.offer(next);

    enactment.agree(next.id(), ADMIN);

    assertThat(there.agree(next.id(), APPROVER)).isInstanceOf(Result.Enacted.class);
    assertThat(inForce()).isEqualTo(next);
  }

  @Test
  void keepsSeveralFilesTogether() {
    var both =
        new Edition(
            List.of(
                shipped.getBytes(StandardCharsets.UTF_8),
                shipped
                    .replace("version: 1\n", "version: 1\neffectiveFrom: 2031-01-01T00:00:00Z\n")
                    .getBytes(StandardCharsets.UTF_8)));
    enactment.offer(first);
    enactment.offer(both);
    enactment.agree(both.id(), ADMIN);
    enactment.agree(both.id(), APPROVER);

    assertThat(inForce()).isEqualTo(both);
    assertThat(inForce().files()).hasSize(2);
  }

  private Edition inForce() {
    return enactment.last().map(InForce::edition).orElseThrow();
  }

  private static List<String> rules(Result result) {
    List<Violation> violations =
        switch (result) {
          case Result.Forbidden(List<Violation> all) -> all;
          case Result.Conflicting(List<Violation> all) -> all;
          case Result.Enacted _, Result.StillWaiting _ -> List.of();
        };
    return violations.stream().map(Violation::rule).toList();
  }

  private static Actor person(String role) {
    return new Actor(role + "-1", Set.of(role), "", Optional.empty());
  }

  private static Edition edition(String yaml) {
    return new Edition(List.of(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String read() {
    try {
      return Files.readString(Path.of("policies/sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
