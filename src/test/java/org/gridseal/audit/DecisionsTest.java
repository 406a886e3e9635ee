package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.gridseal.policy.Connection;
import org.gridseal.policy.FactsText;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.site.ApparentPower;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the policy decided: in the log what was asked, beside it the facts.
class DecisionsTest {
  private final AuditFixture fixture = new AuditFixture();
  private final Decisions decisions = new Decisions(fixture.database.application());
  private final byte[] yaml = read();
  private final Ruling ruling =
      PolicyBook.parse(yaml)
          .answer(
              new Question.Registration(
                  Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(250)),
                  Instant.parse("2030-01-01T00:00:00Z")));

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @Test
  void areKeptWithTheirEvent() {
    UUID id = decide();

    Decisions.Recorded recorded = decisions.find(id).orElseThrow();
    assertThat(recorded.question()).isEqualTo(ruling.question());
    assertThat(recorded.policy()).isEqualTo(ruling.version());
    assertThat(recorded.rules()).containsExactly("size-t3");
    assertThat(recorded.site()).isEqualTo(fixture.site);
    assertThat(decisions.of(fixture.site)).containsExactly(recorded);
  }

  @Test
  void standInTheEntryWithTheDigestOfTheFacts() {
    UUID id = decide();

    String entry = entry(id);
    String text = FactsText.write(ruling.question().applicant());
    assertThat(entry)
        .contains(
            """
            "at":"2030-01-01T00:00:00.000Z","data":{"ordinal":1,"site":"%s"},"decision":{\
            "asked":{"asks":"registration"},"facts":"%s","policy":"%s","rules":["size-t3"]}\
            """
                .formatted(fixture.site, Grounds.digestOf(text), ruling.version()));
    assertThat(EntryText.read(entry.getBytes(StandardCharsets.UTF_8))).isPresent();
  }

  @Test
  void shareTheirFacts() {
    fixture.inTransaction(
        () -> {
          append();
          append();
        });
    decide();

    assertThat(fixture.count("decision_facts")).isEqualTo(1);
    assertThat(decisions.of(fixture.site)).hasSize(3);
  }

  @Test
  void areFoundInBundles() {
    UUID first = decide();
    fixture.record(2 * Tile.WIDTH);
    UUID last = decide();
    fixture.place();

    assertThat(fixture.count("log_bundle")).isEqualTo(2);
    assertThat(decisions.find(first)).isPresent();
    assertThat(decisions.find(last)).isPresent();
  }

  /// A request that is refused names no site in its event: the decision does.
  @Test
  void leadToTheirSiteFromAnEventWithoutOne() {
    UUID[] id = new UUID[1];
    fixture.inTransaction(
        () ->
            id[0] =
                fixture.log.append(
                    Actor.GRIDSEAL,
                    new Event.EnrollmentRefused(Hash.ofEmptyTree(), List.of("key-algorithm")),
                    new Decided(fixture.site, ruling)));
    fixture.place();

    assertThat(decisions.of(fixture.site))
        .extracting(Decisions.Recorded::entry)
        .containsExactly(id[0]);
  }

  @Test
  void areNoneWhereNoPolicyDecided() {
    assertThat(decisions.find(fixture.record())).isEmpty();
    assertThat(decisions.find(new UUID(0, 9))).isEmpty();
  }

  private String entry(UUID id) {
    return new EventIndex(fixture.database.application())
        .find(EventQuery.ofType("review-approved")).stream()
            .filter(event -> event.id().equals(id))
            .map(RecordedEvent::entry)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void vanishWithTheTransaction() {
    assertThatThrownBy(
            () ->
                fixture.inTransaction(
                    () -> {
                      append();
                      throw new UnsupportedOperationException("the business failed");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(decisions.of(fixture.site)).isEmpty();
    assertThat(fixture.count("decision_facts")).isZero();
  }

  @Test
  void haveFactsThatAreWrittenOnce() {
    decide();

    for (String statement :
        List.of(
            "UPDATE decision_facts SET facts = 'x'",
            "DELETE FROM decision_facts",
            "TRUNCATE decision_facts")) {
      assertThatThrownBy(() -> execute(statement))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }

  @Test
  void canBeRepeatedFromTheHistory() {
    PolicyVersions versions =
        new PolicyVersions(
            fixture.database.transactional(), new OneByOne(), fixture.log, InstantSource.system());
    versions.keep(yaml);
    versions.keep(yaml);
    UUID id = decide();

    Decisions.Recorded recorded = decisions.find(id).orElseThrow();
    PolicyBook book = PolicyBook.parse(versions.find(recorded.policy()).orElseThrow());

    assertThat(book.answer(recorded.question())).isEqualTo(ruling);
    assertThat(fixture.count("policy_version")).isEqualTo(1);
    assertThat(fixture.count("audit_pending")).isEqualTo(2);
  }

  private UUID decide() {
    UUID[] id = new UUID[1];
    fixture.inTransaction(() -> id[0] = append());
    return id[0];
  }

  private UUID append() {
    return fixture.log.append(Actor.GRIDSEAL, fixture.event(), new Decided(fixture.site, ruling));
  }

  /// Each work in a transaction of its own.
  private final class OneByOne implements Transactions {
    @Override
    public <T> T durably(Supplier<T> work) {
      AtomicReference<T> result = new AtomicReference<>();
      fixture.inTransaction(() -> result.set(work.get()));
      return result.get();
    }
  }

  private void execute(String statement) throws SQLException {
    try (var connection = fixture.database.owner().getConnection();
        var running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  private static byte[] read() {
    try {
      return Files.readAllBytes(Path.of("policies/sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
