package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.InMemoryLists;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class CrlPublisherTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  private Instant now = Authorities.NOW;
  private final InMemoryRevocations revoked = new InMemoryRevocations();
  private final InMemoryLists lists = new InMemoryLists();
  private final RecordingLog log = new RecordingLog();
  private final CrlPublisher publisher =
      new CrlPublisher(
          new Authorities(new InMemoryKey(), () -> now).issuing(),
          revoked,
          lists,
          new DirectTransactions(),
          log,
          () -> now);

  @Test
  void keepsAnEntryOnOneListAfterItsCertificateHasExpired() throws Exception {
    revoke(now.plus(Duration.ofHours(12)));
    assertThat(serialsOn(publisher.publish())).containsExactly(SERIAL);

    now = now.plus(Duration.ofDays(1));
    assertThat(serialsOn(publisher.publish())).containsExactly(SERIAL);

    now = now.plus(Duration.ofDays(1));
    assertThat(serialsOn(publisher.publish())).isEmpty();
  }

  @Test
  void listsWhatIsRevokedAndExpiresBeforeTheNextList() throws Exception {
    publisher.publish();
    now = now.plus(Duration.ofHours(1));
    revoke(now.plus(Duration.ofHours(1)));

    now = now.plus(Duration.ofDays(1));
    assertThat(serialsOn(publisher.publish())).containsExactly(SERIAL);
  }

  @Test
  void servesTheSameListUntilItHasAged() throws Exception {
    byte[] first = publisher.current();
    now = now.plus(Duration.ofHours(23));
    assertThat(publisher.current()).isEqualTo(first);

    now = now.plus(Duration.ofHours(2));
    assertThat(crl(publisher.current()).getThisUpdate()).isAfter(crl(first).getThisUpdate());
    assertThat(lists.published())
        .extracting(RevocationLists.Published::number)
        .containsExactly(1L, 2L);
    assertThat(log.events).hasSize(2);
  }

  private void revoke(Instant notAfter) {
    revoked.expire(SERIAL, notAfter);
    assertThat(revoked.add(new Revoked(SERIAL, now, RevocationReason.keyCompromise), "")).isTrue();
  }

  private static List<SerialNumber> serialsOn(byte[] list) throws Exception {
    var entries = crl(list).getRevokedCertificates();
    return entries == null
        ? List.of()
        : entries.stream().map(entry -> new SerialNumber(entry.getSerialNumber())).toList();
  }

  private static X509CRL crl(byte[] list) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
  }
}
