package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryLists;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What a revocation is worth while its list cannot be signed.
class RevocationTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  private Instant now = Authorities.NOW;
  private final BrokenKey key = new BrokenKey();
  private final Authorities authorities = new Authorities(key, () -> now);
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final InMemoryLists lists = new InMemoryLists();
  private final DirectTransactions transactions = new DirectTransactions();
  private final RecordingLog log = new RecordingLog();
  private final CrlPublisher publisher = publisher();

  @Test
  void isOnTheListAtOnce() throws Exception {
    assertThat(revoke()).isInstanceOf(Revocation.Result.Done.class);

    assertThat(lists.published()).hasSize(1);
    assertThat(isOn(publisher.current())).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void standsWhenItsListCannotBeSigned(Fault fault) throws Exception {
    publisher.publish();
    key.become(fault);

    assertThat(revoke()).isInstanceOf(Revocation.Result.Done.class);

    assertThat(log.events).last().isInstanceOf(Event.CertificateRevoked.class);
    assertThat(isOn(publisher.current())).as("the last list, while it lives").isFalse();
    key.become(Fault.NONE);
    assertThat(isOn(publisher.current())).isTrue();
    assertThat(lists.published()).hasSize(2);
  }

  @Test
  void isListedByWhoeverIsAskedNext() throws Exception {
    publisher.publish();
    key.become(Fault.AWAY);
    now = now.plusSeconds(1);
    assertThat(revoke()).isInstanceOf(Revocation.Result.Done.class);
    key.become(Fault.NONE);

    assertThat(isOn(publisher().current())).as("another replica, or a new start").isTrue();
  }

  @Test
  void saysSoWhenTheLastListHasRunOut() {
    publisher.publish();
    key.become(Fault.AWAY);
    now = now.plus(Duration.ofDays(7));

    assertThatThrownBy(publisher::current).isInstanceOf(SigningException.class);
  }

  @Test
  void leavesTheListWhenItsHoldEnds() throws Exception {
    assertThat(revocation().hold(SERIAL, Actor.GRIDSEAL))
        .isInstanceOf(Revocation.Result.Done.class);
    assertThat(isOn(publisher.current())).isTrue();

    assertThat(revocation().release(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Release.Done(SERIAL, now));

    assertThat(isOn(publisher.current())).isFalse();
    assertThat(log.events)
        .filteredOn(event -> !(event instanceof Event.RevocationListIssued))
        .hasExactlyElementsOfTypes(Event.CertificateHeld.class, Event.CertificateReleased.class);
  }

  @Test
  void isNotReleasedWhenItIsForGood() {
    revoke();

    assertThat(revocation().release(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Release.NotHeld());
    assertThat(revocation().hold(SERIAL, Actor.GRIDSEAL))
        .isEqualTo(new Revocation.Result.AlreadyRevoked());
  }

  private Revocation.Result revoke() {
    return revocation().revoke(SERIAL, RevocationReason.keyCompromise, Actor.GRIDSEAL);
  }

  private Revocation revocation() {
    return new Revocation(revocations, publisher, transactions, log, () -> now);
  }

  private CrlPublisher publisher() {
    return new CrlPublisher(
        authorities.issuing(), revocations, lists, transactions, log, () -> now);
  }

  private static boolean isOn(byte[] list) throws Exception {
    var crl =
        (X509CRL)
            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
    return crl.getRevokedCertificate(SERIAL.value()) != null;
  }
}
