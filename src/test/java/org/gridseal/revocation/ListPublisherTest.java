package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.revocation.Publishing.ALL;
import static org.gridseal.revocation.Publishing.FIRST;
import static org.gridseal.revocation.Publishing.LAST;

import java.security.cert.X509CRL;
import java.time.Duration;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.RevocationReason;
import org.junit.jupiter.api.Test;

class ListPublisherTest {
  private final Publishing publishing = new Publishing();

  @Test
  void publishesAnEmptyListAtFirst() throws Exception {
    assertThat(publishing.round()).isTrue();

    X509CRL list = publishing.complete(ALL);
    list.verify(publishing.authority().certificate().getPublicKey());
    assertThat(list.getRevokedCertificates()).isNull();
    assertThat(publishing.newest(ALL).number()).isEqualTo(1);
    assertThat(publishing.log().events)
        .containsExactly(
            new Event.RevocationListIssued("issuing", 1, Hash.ofLeaf(list.getTBSCertList())));
  }

  @Test
  void publishesNothingWhenNothingIsDue() {
    publishing.round();
    publishing.pass(Duration.ofHours(23));

    publishing.round();

    assertThat(publishing.newest(ALL).number()).isEqualTo(1);
  }

  @Test
  void listsWhatIsRevokedSecondsLater() throws Exception {
    publishing.round();
    publishing.pass(Duration.ofSeconds(10));
    publishing.revoke(FIRST, RevocationReason.keyCompromise);

    publishing.round();

    assertThat(publishing.complete(ALL).getRevokedCertificate(FIRST.value())).isNotNull();
    assertThat(publishing.newest(ALL).number()).isEqualTo(2);
  }

  @Test
  void publishesTogetherWhatIsRevokedTogether() throws Exception {
    publishing.round();
    publishing.pass(Duration.ofSeconds(10));
    publishing.revoke(FIRST, RevocationReason.keyCompromise);
    publishing.round();
    publishing.revoke(LAST, RevocationReason.keyCompromise);
    publishing.pass(Duration.ofSeconds(4));
    publishing.round();
    assertThat(publishing.newest(ALL).number()).isEqualTo(2);

    publishing.pass(Duration.ofSeconds(1));
    publishing.round();

    assertThat(publishing.complete(ALL).getRevokedCertificates()).hasSize(2);
    assertThat(publishing.newest(ALL).number()).isEqualTo(3);
  }

  @Test
  void listsAHoldUntilItIsReleased() throws Exception {
    publishing.revoke(FIRST, RevocationReason.certificateHold);
    publishing.round();
    assertThat(publishing.complete(ALL).getRevokedCertificate(FIRST.value()).getRevocationReason())
        .isEqualTo(java.security.cert.CRLReason.CERTIFICATE_HOLD);

    publishing.pass(Duration.ofMinutes(1));
    publishing.release(FIRST);
    publishing.round();

    assertThat(publishing.complete(ALL).getRevokedCertificates()).isNull();
  }

  @Test
  void renewsAListLongBeforeItsEnd() {
    publishing.round();
    publishing.pass(Duration.ofDays(1));

    publishing.round();

    assertThat(publishing.newest(ALL).number()).isEqualTo(2);
    assertThat(publishing.newest(ALL).nextUpdate())
        .isEqualTo(publishing.now().plus(Duration.ofDays(7)));
  }

  @Test
  void keepsAnEntryOnOneListAfterItsCertificateHasEnded() throws Exception {
    publishing.asSuperuser(
        "SET session_replication_role = replica; UPDATE certificate SET not_after ="
            + " '2030-01-01T12:00Z'");
    publishing.revoke(FIRST, RevocationReason.keyCompromise);
    publishing.round();
    publishing.pass(Duration.ofDays(1));
    publishing.round();
    assertThat(publishing.complete(ALL).getRevokedCertificates()).as("one list more").hasSize(1);

    publishing.pass(Duration.ofDays(1));
    publishing.round();

    assertThat(publishing.complete(ALL).getRevokedCertificates()).isNull();
  }
}
