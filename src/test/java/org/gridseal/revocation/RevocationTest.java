package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class RevocationTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

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
