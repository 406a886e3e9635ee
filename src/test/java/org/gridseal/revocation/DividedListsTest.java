package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.revocation.Publishing.ALL;
import static org.gridseal.revocation.Publishing.FIRST;
import static org.gridseal.revocation.Publishing.LAST;
import static org.gridseal.revocation.Publishing.part;

import java.time.Duration;
import org.gridseal.authority.RevocationReason;
import org.junit.jupiter.api.Test;

class DividedListsTest {
  private final Publishing publishing = new Publishing();

  @Test
  void dividesAmongTheNumbersThatCertificatesName() throws Exception {
    publishing.lists().expect(4);
    publishing.revoke(FIRST, RevocationReason.keyCompromise);
    publishing.revoke(LAST, RevocationReason.keyCompromise);

    publishing.round();

    assertThat(publishing.complete(ALL).getRevokedCertificates()).hasSize(2);
    assertThat(publishing.serialsOn(part(4, 0))).containsExactly(FIRST);
    assertThat(publishing.serialsOn(part(4, 1))).isEmpty();
    assertThat(publishing.serialsOn(part(4, 3))).containsExactly(LAST);
    assertThat(publishing.complete(part(4, 3)).getCriticalExtensionOIDs())
        .containsExactly("2.5.29.28");
  }

  @Test
  void renewsOnlyThePartThatAChangeConcerns() {
    publishing.lists().expect(4);
    publishing.round();
    publishing.pass(Duration.ofMinutes(1));
    publishing.revoke(LAST, RevocationReason.keyCompromise);

    publishing.round();

    assertThat(publishing.newest(part(4, 0)).number()).isEqualTo(1);
    assertThat(publishing.newest(part(4, 3)).number()).isEqualTo(2);
  }

  @Test
  void goesOnServingNumbersOfPartsOfBefore() throws Exception {
    publishing.lists().expect(4);
    publishing.lists().expect(2);
    publishing.revoke(LAST, RevocationReason.keyCompromise);

    publishing.round();

    assertThat(publishing.serialsOn(part(4, 3))).containsExactly(LAST);
    assertThat(publishing.serialsOn(part(2, 1))).containsExactly(LAST);
  }
}
