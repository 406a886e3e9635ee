package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conditions and exceptions of `rules`.
class BookRuleTest {
  private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");

  private static final UnitFacts BATTERY =
      new UnitFacts(DerType.OTHER_STORAGE, ApparentPower.ofKilovoltAmperes(20));

  private static final UnitFacts PANELS =
      new UnitFacts(DerType.PHOTOVOLTAIC, ApparentPower.ofKilovoltAmperes(20));

  private static final String STORAGE =
      """
      - name: storage-is-reviewed-twice
        says: large storage is reviewed like a large site
        about: tier
        when: units.exists(unit, unit.storage && unit.size >= power('10 kVA'))
        exceptions:
          - name: pilot-street
            says: the pilot on feeder F7 has its own contract
            when: site.feeder == 'F7'
        raiseTo: T3
      """;

  private static final String NIGHT =
      """
      - name: no-codes-after-the-cutover
        says: from 2030 on, codes are for nobody
        about: enrollment
        when: >-
          device.identity == 'one-time-code' &&
          time >= timestamp('2030-01-01T00:00:00Z')
        exceptions: []
        refuse: enroll with the factory certificate
      """;

  private static final String OWN_PEOPLE =
      """
      - name: storage-needs-an-approver
        says: an approver looks at storage
        about: approval
        when: units.exists(unit, unit.storage) && !('approver' in person.roles)
        exceptions: []
        refuse: let an approver look at the storage
      """;

  @Test
  void raisesATierAndNamesTheRule() {
    PolicyBook book = Book.of(Book.withRules(STORAGE));

    SecurityPolicy policy = book.policyFor(Book.site(20, "F1", BATTERY));

    assertThat(policy.tier()).isEqualTo(Tier.T3);
    assertThat(policy.rules()).containsExactly("size-t1", "storage-is-reviewed-twice");
    assertThat(book.policyFor(Book.site(20, "F1", PANELS)).tier()).isEqualTo(Tier.T1);
  }

  @Test
  void namesTheExceptionThatHeld() {
    PolicyBook book = Book.of(Book.withRules(STORAGE));

    SecurityPolicy policy = book.policyFor(Book.site(20, "F7", BATTERY));

    assertThat(policy.tier()).isEqualTo(Tier.T1);
    assertThat(policy.rules()).containsExactly("size-t1", "storage-is-reviewed-twice/pilot-street");
  }

  @Test
  void neverLowersATier() {
    PolicyBook book = Book.of(Book.withRules(STORAGE));

    assertThat(book.policyFor(Book.site(25_000, "F1", BATTERY)).rules()).containsExactly("size-t5");
  }

  @Test
  void refusesAnEnrollmentAndTellsWhatToDo() {
    Ruling ruling = enrollment(Book.of(Book.withRules(NIGHT)), NOW);

    assertThat(ruling.violations())
        .containsExactly(
            new Violation(
                "",
                "no-codes-after-the-cutover",
                "enroll with the factory certificate (tier T1, residential)"));
    assertThat(ruling.rules()).containsExactly("size-t1", "no-codes-after-the-cutover");
  }

  @Test
  void looksAtTheTimeOfTheQuestion() {
    assertThat(
            enrollment(Book.of(Book.withRules(NIGHT)), NOW.minus(Duration.ofDays(365))).permits())
        .isTrue();
  }

  @Test
  void looksAtWhoeverApproves() {
    PolicyBook book = Book.of(Book.withRules(OWN_PEOPLE));

    assertThat(approval(book, Set.of("operator")).violations())
        .extracting(Violation::rule)
        .containsExactly("storage-needs-an-approver");
    assertThat(approval(book, Set.of("operator", "approver")).permits()).isTrue();
  }

  @Test
  void countsWhatItCannotDecideAgainstWhoeverAsks() {
    PolicyBook book =
        Book.of(
            Book.withRules(
                """
                - name: endless
                  says: looks at every three units
                  about: tier
                  when: "!units.all(a, units.all(b, units.all(c, a.size == b.size && b.size == c.size)))"
                  exceptions: []
                  raiseTo: T4
                """));
    UnitFacts[] many = Collections.nCopies(200, PANELS).toArray(UnitFacts[]::new);

    assertThat(book.policyFor(Book.site(20, "F1", PANELS)).tier()).isEqualTo(Tier.T1);
    assertThat(book.policyFor(Book.site(20, "F1", many)).tier()).isEqualTo(Tier.T4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tier       | site.sise > power('1 kVA')             | column 5: undefined field 'sise'
          tier       | site.size > 250                        | column 11: found no matching overload for '_>_' applied to '(power, int)'
          tier       | site.size > power('250 kW')            | power: not a whole number of VA, kVA or MVA, such as 250 kVA
          tier       | site.size > voltage('250 V')           | column 11: found no matching overload for '_>_' applied to '(power, voltage)'
          tier       | site.voltage >= voltage('60 kVA')      | voltage: not a whole number of V or kV, such as 60 kV
          tier       | site.size > power(site.feeder)         | power takes a text in quotes
          tier       | site.size                              | column 5: expected type 'bool' but found 'power'
          tier       | site.feeder == 7                       | column 13: found no matching overload for '_==_' applied to '(string, int)'
          tier       | device.key == 'P-256'                  | column 1: undeclared reference to 'device'
          tier       | time > timestamp('2030-01-01T00:00:00Z') | column 1: undeclared reference to 'time'
          tier       | units.exists(unit, unit.weight > 3)    | column 24: undefined field 'weight'
          tier       | site.size <                            | column 12: mismatched input
          tier       | site.size < power('1 kVA')             | a rule on tiers takes site.size only with > or >=
          tier       | !(site.size > power('1 kVA'))          | a rule on tiers takes site.size only with > or >=
          tier       | power('1 kVA') > site.size             | a rule on tiers takes site.size only with > or >=
          tier       | (site.size > power('1 kVA')) == false  | a rule on tiers takes site.size only with > or >=
          enrollment | person.organisation == 'x'             | column 1: undeclared reference to 'person'
          enrollment | time > timestamp('soon')               | timestamp: not a time such as 2030-01-01T00:00:00Z
          enrollment | device.expiredFor > duration('1 day')  | duration: not a duration such as 90s, 15m or 24h
          enrollment | device.profile.matches('(')            | matches: not a regular expression (RE2)
          approval   | channel.linked                         | column 1: undeclared reference to 'channel'
          """)
  void refusesAConditionThatCannotBeMeant(String about, String condition, String sentence) {
    String effect = about.equals("tier") ? "raiseTo: T3" : "refuse: ask somebody";
    String yaml =
        Book.withRules(
            """
            - name: broken
              says: something
              about: %s
              when: "%s"
              exceptions: []
              %s
            """
                .formatted(about, condition, effect));

    List<Problem> problems = Book.problemsOf(yaml);

    assertThat(problems).extracting(Problem::sentence).anyMatch(text -> text.contains(sentence));
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(Book.lineOf(yaml, "when: \"" + condition));
              assertThat(problem.pointer()).isEqualTo("/rules/0/when");
            });
  }

  @Test
  void namesTheLineInsideALongCondition() {
    String yaml =
        Book.withRules(
            """
            - name: broken
              says: something
              about: tier
              when: |
                site.feeder == 'F1' ||
                site.feder == 'F2'
              exceptions: []
              raiseTo: T3
            """);

    assertThat(Book.problemsOf(yaml))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.line()).isEqualTo(Book.lineOf(yaml, "site.feder")));
  }

  @Test
  void refusesAnExceptionThatGrowsWithTheSite() {
    String yaml =
        Book.withRules(STORAGE.replace("site.feeder == 'F7'", "site.size > power('1 kVA')"));

    assertThat(Book.problemsOf(yaml))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/rules/0/exceptions/0/when");
              assertThat(problem.sentence()).startsWith("an exception takes site.size only with <");
            });
  }

  @Test
  void refusesARuleOnTiersThatRefuses() {
    assertThat(
            Book.problemsOf(Book.withRules(STORAGE.replace("raiseTo: T3", "refuse: ask somebody"))))
        .extracting(Problem::sentence)
        .containsExactly("a rule on tiers raises to one, any other refuses");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"size-t1", "key-algorithm", "storage-is-reviewed-twice"})
  void refusesANameThatMeansSomethingElse(String name) {
    String twice = STORAGE + STORAGE.replace("name: storage-is-reviewed-twice", "name: " + name);

    assertThat(Book.problemsOf(Book.withRules(twice)))
        .extracting(Problem::sentence)
        .containsExactly("the name " + name + " means something else");
  }

  private static Ruling enrollment(PolicyBook book, Instant at) {
    return book.answer(
        new Question.Enrollment(
            Applicant.site(Book.site(5, "F1", PANELS)),
            new Proposal(
                Optional.of(KeyAlgorithm.P256),
                KeyOrigin.DEVICE,
                "ieee2030.5-device",
                DeviceIdentityKind.ONE_TIME_CODE,
                true,
                Optional.empty(),
                Optional.of(Protection.TLS13),
                Proposal.FROM_ANYWHERE),
            at));
  }

  private static Ruling approval(PolicyBook book, Set<String> roles) {
    return book.answer(
        new Question.Approval(Book.site(5, "F1", BATTERY), Person.of(roles, ""), NOW));
  }
}
