package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.revocation.Publishing.ALL;
import static org.gridseal.revocation.Publishing.FIRST;
import static org.gridseal.revocation.Publishing.LAST;

import java.time.Duration;
import org.gridseal.authority.RevocationReason;
import org.junit.jupiter.api.Test;

class DeltaListsTest {
  private final Publishing publishing = new Publishing();

  @Test
  void saysInADeltaWhatHasChangedSinceALongList() throws Exception {
    publishing.revokeMany();
    publishing.round();
    assertThat(publishing.newest(ALL).entries()).isEqualTo(ListSchedule.CHEAP + 1);
    assertThat(publishing.complete(ALL).getNonCriticalExtensionOIDs()).contains("2.5.29.46");
    assertThat(publishing.delta().getRevokedCertificates()).as("the delta it promises").isNull();

    publishing.pass(Duration.ofMinutes(1));
    publishing.revoke(FIRST, RevocationReason.certificateHold);
    publishing.revoke(LAST, RevocationReason.keyCompromise);
    publishing.round();
    assertThat(publishing.newest(ALL).number()).as("the long list stays").isEqualTo(1);
    assertThat(publishing.delta().getRevokedCertificates()).hasSize(2);

    publishing.pass(Duration.ofMinutes(1));
    publishing.release(FIRST);
    publishing.round();
    assertThat(publishing.delta().getRevokedCertificate(FIRST.value()).getRevocationReason())
        .isEqualTo(java.security.cert.CRLReason.REMOVE_FROM_CRL);
    assertThat(publishing.delta().getCriticalExtensionOIDs()).containsExactly("2.5.29.27");
    assertThat(publishing.delta().getRevokedCertificates()).hasSize(2);
  }

  @Test
  void renewsADeltaThoughNothingChanges() throws Exception {
    publishing.revokeMany();
    publishing.round();
    publishing.pass(Duration.ofHours(1));

    publishing.round();

    assertThat(publishing.lists().newest(ALL, true).orElseThrow().number()).isEqualTo(2);
    assertThat(publishing.newest(ALL).number()).isEqualTo(1);
  }

  @Test
  void countsADeltaFromTheListBeforeTheNewest() throws Exception {
    publishing.revokeMany();
    publishing.round();
    publishing.pass(Duration.ofHours(1));
    publishing.revoke(LAST, RevocationReason.keyCompromise);
    publishing.round();
    publishing.pass(Duration.ofDays(1));

    publishing.round();

    IssuedList delta = publishing.lists().newest(ALL, true).orElseThrow();
    assertThat(publishing.newest(ALL).number()).isEqualTo(3);
    assertThat(delta.number()).as("issued with the complete one").isEqualTo(3);
    assertThat(delta.base()).hasValue(1);
    assertThat(publishing.delta().getRevokedCertificate(LAST.value())).isNotNull();
  }
}
