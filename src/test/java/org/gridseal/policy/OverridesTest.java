package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.site.ApparentPower;
import org.junit.jupiter.api.Test;

/// Other values for a utility, for feeders, for protocols.
class OverridesTest {
  private static final String FEEDERS =
      """
      - name: weak-feeders
        says: sessions are short on the feeders at their limit
        scope: { feeders: [F1, F2] }
        tiers: [T1, T2]
        controls: { sessions: { maximumAge: PT12H }, revocation: { dropSessionsWithin: PT1H } }
      """;

  private static final String UTILITY =
      """
      - name: north
        says: the northern utility wants two people from the start
        scope: { utility: north }
        tiers: [T1, T2, T3, T4, T5]
        controls: { approvals: { issue: { persons: 2 } }, sessions: { keyUpdate: PT15M } }
      """;

  private static final String PROTOCOL =
      """
      - name: openadr
        says: OpenADR devices have their own profile
        scope: { protocols: [openadr] }
        tiers: [T1, T2, T3, T4, T5]
        controls: { enrollment: { keys: { openadr-ven: [P-256, P-384] } } }
      """;

  private final PolicyBook book =
      Book.of(
          Book.withOverrides(
              FEEDERS + UTILITY.replace("utility: north", "utility: south") + PROTOCOL));

  @Test
  void setsWhatItNamesAndLeavesTheRest() {
    Controls usual = book.policyFor(Book.site(5, "F9")).controls();

    Controls changed = book.policyFor(Book.site(5, "F1")).controls();

    assertThat(changed.sessions().maximumAge()).isEqualTo(Duration.ofHours(12));
    assertThat(changed.sessions().resumption()).isEqualTo(usual.sessions().resumption());
    assertThat(changed.approvals()).isEqualTo(usual.approvals());
    assertThat(changed.enrollment()).isEqualTo(usual.enrollment());
  }

  @Test
  void holdsInItsTiersOnly() {
    assertThat(book.policyFor(Book.site(250, "F1")).controls())
        .isEqualTo(book.policyFor(Book.site(250, "F9")).controls());
  }

  @Test
  void isNamedInTheDecision() {
    assertThat(book.policyFor(Book.site(5, "F1")).rules())
        .containsExactly("size-t1", "weak-feeders");
    assertThat(book.policyFor(Book.site(250, "F1")).rules()).containsExactly("size-t3");
  }

  @Test
  void meetsOthersAtOneSite() {
    var everything =
        new Connection(
            ApparentPower.ofKilovoltAmperes(5),
            Connection.LOW,
            new Setting("south", "F2", List.of("openadr-ven", "ieee2030.5-device"), List.of()));

    SecurityPolicy policy = book.policyFor(everything);

    assertThat(policy.rules()).containsExactly("size-t1", "weak-feeders", "north", "openadr");
    assertThat(policy.controls().sessions().maximumAge()).isEqualTo(Duration.ofHours(12));
    assertThat(policy.controls().sessions().keyUpdate()).isEqualTo(Duration.ofMinutes(15));
    assertThat(policy.approvals().issue().persons()).isEqualTo(2);
    assertThat(policy.controls().enrollment().keys())
        .containsOnlyKeys("ieee2030.5-device", "openadr-ven");
  }

  @Test
  void isAmongTheControlsThatAnySiteCanMeet() {
    assertThat(book.everyControls())
        .extracting(controls -> controls.sessions().maximumAge())
        .contains(Duration.ofHours(12));
    assertThat(book.controls().getFirst().sessions().maximumAge()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void cannotMakeALargerSiteWeaker() {
    String yaml = Book.withOverrides(UTILITY.replace("tiers: [T1, T2, T3, T4, T5]", "tiers: [T1]"));

    assertThat(Book.problemsOf(yaml))
        .extracting(Problem::sentence)
        .containsExactly(
            "T2: approvals.issue is weaker than at the tier before",
            "T2: sessions.keyUpdate is weaker than at the tier before");
    assertThat(Book.problemsOf(yaml))
        .extracting(Problem::line)
        .containsOnly(Book.lineOf(yaml, "- name: north"));
  }

  @Test
  void cannotBeWeakerOnlyTogetherWithAnother() {
    // Alone each is well: the one leaves T2 at 24 hours, the other takes both to 6.
    String yaml =
        Book.withOverrides(
            """
            - name: first
              says: shorter for both
              scope: { feeders: [F1] }
              tiers: [T1, T2]
              controls: { sessions: { maximumAge: PT12H, resumption: PT12H }, revocation: { dropSessionsWithin: PT1H } }
            - name: second
              says: longer again for shops of one utility
              scope: { utility: north }
              tiers: [T2]
              controls: { sessions: { maximumAge: PT20H } }
            """);

    assertThat(Book.problemsOf(yaml))
        .extracting(Problem::sentence)
        .containsExactly("T2: sessions.maximumAge is weaker than at the tier before");
  }

  @Test
  void cannotContradictWhatItLeaves() {
    assertThat(Book.problemsOf(Book.withOverrides(FEEDERS.replace("PT12H", "PT30M"))))
        .extracting(Problem::sentence)
        .contains("keys are updated later than the session ends");
  }

  @Test
  void namesAProtocolOfTheFile() {
    assertThat(Book.problemsOf(Book.withOverrides(PROTOCOL.replace("[openadr]", "[dnp3]"))))
        .extracting(Problem::sentence)
        .containsExactly("dnp3 is none of the protocols of this file");
  }

  @Test
  void isHeldAgainstTheSchema() {
    assertThat(Book.problemsOf(Book.withOverrides(FEEDERS.replace("PT12H", "12 hours"))))
        .extracting(Problem::pointer)
        .containsExactly("/overrides/0/controls/sessions/maximumAge");
    assertThat(Book.problemsOf(Book.withOverrides(FEEDERS.replace("maximumAge", "maxAge"))))
        .isNotEmpty();
  }
}
