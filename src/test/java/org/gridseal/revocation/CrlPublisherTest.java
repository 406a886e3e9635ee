package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.RevocationList;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class CrlPublisherTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  private Instant now = Authorities.NOW;
  private final Map<Revoked, Instant> revoked = new HashMap<>();
  private final List<RevocationLists.Published> published = new ArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private final CrlPublisher publisher =
      new CrlPublisher(
          new Authorities(new InMemoryKey(), () -> now).issuing(),
          new Register(),
          new Lists(),
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
    assertThat(published).extracting(RevocationLists.Published::number).containsExactly(1L, 2L);
    assertThat(log.events).hasSize(2);
  }

  private void revoke(Instant notAfter) {
    revoked.put(new Revoked(SERIAL, now, RevocationReason.keyCompromise), notAfter);
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

  /// Revocations, with the ends of their certificates' lives.
  private final class Register implements Revocations {
    @Override
    public Optional<SiteId> siteOf(SerialNumber serialNumber) {
      return Optional.empty();
    }

    @Override
    public boolean add(Revoked entry, String by) {
      throw new UnsupportedOperationException("this test revokes by itself");
    }

    @Override
    public OcspResponder.Status statusOf(SerialNumber serialNumber) {
      return new OcspResponder.Status.Unknown();
    }

    @Override
    public List<Revoked> of(String authority, Instant then) {
      return revoked.entrySet().stream()
          .filter(entry -> !entry.getValue().isBefore(then))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  private final class Lists implements RevocationLists {
    @Override
    public Optional<Published> newest(String authority) {
      return published.isEmpty() ? Optional.empty() : Optional.of(published.getLast());
    }

    @Override
    public boolean add(String authority, RevocationList list) {
      return published.add(
          new Published(list.number(), list.thisUpdate(), new Encoded(list.encoded().bytes())));
    }
  }
}
