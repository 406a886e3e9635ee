package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Questions that are written down, in two parts, and put again.
class FactsTextTest {
  private static final Instant NOW = Instant.parse("2030-06-01T12:00:00.123456Z");

  private static final Connection SITE =
      Book.site(
          20, "F1", new UnitFacts(DerType.OTHER_STORAGE, ApparentPower.ofKilovoltAmperes(20)));

  private static final Proposal PROPOSAL =
      new Proposal(
          Optional.of(KeyAlgorithm.P256),
          KeyOrigin.DEVICE,
          "ieee2030.5-device",
          DeviceIdentityKind.OPERATOR_CERTIFICATE,
          true,
          Optional.of(
              new Proposal.Current("ieee2030.5-device", Instant.parse("2030-05-29T12:00:00Z"))),
          Optional.of(Protection.TLS12_CCM8),
          Set.of(Path.PUBLIC_INTERNET, Path.VPN));

  static final List<Question> QUESTIONS =
      List.of(
          new Question.Registration(SITE, NOW),
          new Question.Approval(SITE, Person.of(Set.of("operator", "approver"), "north"), NOW),
          new Question.Measure(SITE, "restore", NOW),
          new Question.Enrollment(Applicant.site(SITE), PROPOSAL, NOW),
          new Question.Enrollment(
              new Applicant(
                  SITE,
                  Optional.of(
                      new Fleet(3, ApparentPower.ofKilovoltAmperes(60), Optional.of(SITE)))),
              new Proposal(
                  Optional.empty(),
                  KeyOrigin.SERVER,
                  "csip-aggregator",
                  DeviceIdentityKind.ONE_TIME_CODE,
                  false,
                  Optional.empty(),
                  Optional.empty(),
                  Proposal.FROM_ANYWHERE),
              NOW));

  @ParameterizedTest
  @FieldSource("QUESTIONS")
  void areTheSameAgain(Question question) {
    assertThat(again(question)).isEqualTo(question);
  }

  @ParameterizedTest
  @FieldSource("QUESTIONS")
  void haveTheSameAnswerAgain(Question question) {
    PolicyBook book = Book.of(Book.shipped());

    assertThat(book.answer(again(question))).isEqualTo(book.answer(question));
  }

  @Test
  void areTheSameFactsForEachQuestionAboutASite() {
    assertThat(QUESTIONS.stream().limit(4).map(it -> FactsText.write(it.applicant())).distinct())
        .hasSize(1);
  }

  private static Question again(Question question) {
    return QuestionMembers.read(
        FactsText.read(FactsText.write(question.applicant())),
        question.at(),
        new JsonMapper().valueToTree(QuestionMembers.of(question)));
  }

  @Test
  void readsWhatTheDatabaseSaysOfASite() {
    Setting setting =
        FactsText.setting(
            "{\"utility\" : \"\", \"feeder\" : \"F1\", \"profiles\" : [\"ieee2030.5-device\"],"
                + " \"units\" : [[4, 5000], [80, 3000]]}");

    assertThat(setting)
        .isEqualTo(
            new Setting(
                "",
                "F1",
                List.of("ieee2030.5-device"),
                List.of(
                    new UnitFacts(DerType.PHOTOVOLTAIC, new ApparentPower(5000)),
                    new UnitFacts(DerType.OTHER_STORAGE, new ApparentPower(3000)))));
  }

  @Test
  void refusesAnyOtherText() {
    assertThatThrownBy(() -> FactsText.read("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FactsText.read("{")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                QuestionMembers.read(
                    Applicant.site(SITE),
                    NOW,
                    new JsonMapper().createObjectNode().put("asks", "other")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
