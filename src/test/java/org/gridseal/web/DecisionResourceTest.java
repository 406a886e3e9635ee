package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.Decisions.Recorded;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.Test;

/// A recorded decision as somebody is shown it.
class DecisionResourceTest {
  private final PolicyBook book;
  private final Ruling ruling;

  DecisionResourceTest() throws IOException {
    book = PolicyBook.parse(Files.readAllBytes(Path.of("policies/sites.yaml")));
    ruling =
        book.answer(
            new Question.Registration(
                Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(250)), Instant.EPOCH));
  }

  @Test
  void tellsItInWordsAndThatItWouldBeTheSameAgain() {
    DecisionResource.ExplainedView view =
        DecisionResource.ExplainedView.of(recorded(ruling.rules()), book);

    assertThat(view.tier()).contains("T3");
    assertThat(view.permitted()).contains(true);
    assertThat(view.repeated()).contains(true);
    assertThat(view.explanation())
        .contains("size-t3: a site of 250 kVA is in tier T3.", "It must be approved by 2 people.");
    assertThat(view.decision().policy()).isEqualTo(book.version().toString());
  }

  @Test
  void tellsThatTheRecordAndTheProgramDisagree() {
    assertThat(DecisionResource.ExplainedView.of(recorded(List.of("size-t1")), book).repeated())
        .contains(false);
  }

  @Test
  void claimsNothingWithoutTheFile() {
    DecisionResource.ExplainedView view =
        DecisionResource.ExplainedView.unknown(recorded(ruling.rules()));

    assertThat(view.repeated()).isEmpty();
    assertThat(view.permitted()).isEmpty();
    assertThat(view.decision().rules()).containsExactly("size-t3");
  }

  /// Facts of other people's sites are nothing for installers and aggregators.
  @Test
  void isForTheUtilitysOwnPeople() {
    assertThat(DecisionResource.class.getAnnotation(RolesAllowed.class).value())
        .containsExactlyInAnyOrder("operator", "approver", "auditor", "admin");
    assertThat(DecisionResource.class.getDeclaredMethods())
        .noneMatch(method -> method.isAnnotationPresent(RolesAllowed.class));
  }

  private Recorded recorded(List<String> rules) {
    return new Recorded(
        new UUID(0, 1),
        new SiteId(new UUID(0, 2)),
        book.version(),
        ruling.question(),
        "0123456789abcdef0123456789abcdef01234567",
        rules);
  }
}
