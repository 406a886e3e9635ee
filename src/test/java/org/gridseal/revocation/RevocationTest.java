package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class RevocationTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");
  private static final SiteId SITE = new SiteId(new UUID(0, 1));

  private final RecordingLog log = new RecordingLog();
  private final AtomicInteger announced = new AtomicInteger();
  private final Revocation revocation =
      new Revocation(
          new InMemoryRevocations(),
          new DirectTransactions(),
          log,
          () -> Authorities.NOW,
          announced::incrementAndGet);

  @Test
  void isLoggedAndAnnounced() {
    assertThat(revoke()).isInstanceOf(Revocation.Result.Done.class);

    assertThat(log.events).hasExactlyElementsOfTypes(Event.CertificateRevoked.class);
    assertThat(announced).hasValue(1);
  }

  @Test
  void endsAHold() {
    assertThat(revocation.hold(SERIAL, Actor.GRIDSEAL)).isInstanceOf(Revocation.Result.Done.class);

    assertThat(revocation.release(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Release.Done(SERIAL, Authorities.NOW));

    assertThat(log.events)
        .hasExactlyElementsOfTypes(Event.CertificateHeld.class, Event.CertificateReleased.class);
  }

  @Test
  void tellsByWhatItWasDecidedWhoMustAgree() throws IOException {
    var decided = new Decided(SITE, ruling());

    assertThat(
            revocation.revokeWithin(
                SERIAL, RevocationReason.certificateHold, Actor.GRIDSEAL, Optional.of(decided)))
        .isTrue();
    assertThat(revocation.releaseWithin(SERIAL, Actor.GRIDSEAL, Optional.of(decided))).isTrue();

    assertThat(log.decided).containsExactly(decided, decided);
  }

  private static Ruling ruling() throws IOException {
    return PolicyBook.parse(Files.readAllBytes(Path.of("policies/sites.yaml")))
        .answer(
            new Question.Measure(
                Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(5)),
                "suspend",
                Authorities.NOW));
  }

  @Test
  void isNotReleasedWhenItIsForGood() {
    revoke();

    assertThat(revocation.release(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Release.NotHeld());
    assertThat(revocation.hold(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Result.AlreadyRevoked());
  }

  private Revocation.Result revoke() {
    return revocation.revoke(SERIAL, RevocationReason.keyCompromise, Actor.GRIDSEAL);
  }
}
