package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class DelegatedRespondersTest {
  private static final Duration YEAR = Duration.ofDays(365);

  private Instant now = Authorities.NOW;
  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority first = new Authorities(key, () -> now).issuing();

  @Test
  void leavesOutAnAuthorityThatHasEndedAndRenewsTheNext() {
    now = now.plus(YEAR.multipliedBy(10));
    CertificationAuthority second = aggregators();
    now = now.plus(YEAR.multipliedBy(6));
    DelegatedResponders responders = responders(second);

    assertThat(responders.renew()).isTrue();

    assertThat(responders.of(first.shortName())).isEmpty();
    assertThat(responders.of(second.shortName())).isPresent();
  }

  @Test
  void renewsTheNextWhenTheKeyOfOneIsAway() {
    CertificationAuthority second = aggregators();
    DelegatedResponders responders = responders(second);
    key.become(Fault.AWAY);

    assertThat(responders.renew()).isFalse();

    assertThat(responders.of(first.shortName())).isEmpty();
    assertThat(responders.of(second.shortName())).isPresent();
  }

  private CertificationAuthority aggregators() {
    return new Authorities(new InMemoryKey(), () -> now)
        .issuerOf(Authorities.profile("csip-aggregator"));
  }

  private DelegatedResponders responders(CertificationAuthority second) {
    return new DelegatedResponders(
        () -> List.of(first, second),
        Authorities.profile("ocsp-responder"),
        new DirectTransactions(),
        new RecordingLog(),
        () -> now,
        Keys::p256);
  }
}
