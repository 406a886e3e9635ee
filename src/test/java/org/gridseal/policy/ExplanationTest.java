package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.junit.jupiter.api.Test;

/// A decision as somebody is told it.
class ExplanationTest {
  private static final Connection SITE =
      Book.site(
          20, "F1", new UnitFacts(DerType.OTHER_STORAGE, ApparentPower.ofKilovoltAmperes(20)));

  private final PolicyBook book =
      Book.of(
          Book.withRules(
              """
              - name: storage-is-reviewed-twice
                says: large storage is reviewed like a large site
                about: tier
                when: units.exists(unit, unit.storage)
                exceptions: []
                raiseTo: T3
              - name: no-feeder-f1
                says: the feeder is full
                about: enrollment
                when: site.feeder == 'F1' && device.identity != 'operator-certificate'
                exceptions: []
                refuse: ask for another feeder
              """));

  @Test
  void tellsWhatASiteMustMeetAndWhy() {
    assertThat(explained(new Question.Registration(SITE, Instant.EPOCH)))
        .containsExactly(
            "Asked was what a site of 20 kVA at 400 V on feeder F1 must meet.",
            "size-t1: a site of 20 kVA is in tier T1.",
            "storage-is-reviewed-twice: large storage is reviewed like a large site.",
            "So it is in tier T3, large commercial.",
            "It must be approved by 2 people.");
  }

  @Test
  void tellsWhyADeviceWasRefused() {
    assertThat(
            explained(
                new Question.Enrollment(
                    Applicant.site(SITE),
                    new Proposal(
                        Optional.of(KeyAlgorithm.P256),
                        KeyOrigin.DEVICE,
                        "ieee2030.5-device",
                        DeviceIdentityKind.FACTORY_CERTIFICATE,
                        true,
                        Optional.empty(),
                        Optional.of(Protection.TLS13),
                        Set.of(Path.PUBLIC_INTERNET, Path.PRIVATE_APN)),
                    Instant.EPOCH)))
        .startsWith(
            "Asked was whether a device of a site of 20 kVA at 400 V on feeder F1 may have a"
                + " certificate of the profile ieee2030.5-device, by its factory certificate. It"
                + " came over private apn.")
        .endsWith(
            "So it is in tier T3, large commercial.",
            "no-feeder-f1 refuses: the feeder is full; ask for another feeder (tier T3, large"
                + " commercial).",
            "It was refused.");
  }

  @Test
  void tellsWhoMustAgree() {
    assertThat(explained(new Question.Measure(SITE, "withdraw", Instant.EPOCH)))
        .endsWith("It takes one person.");
  }

  private List<String> explained(Question question) {
    return Explanation.of(book.answer(question), book);
  }
}
