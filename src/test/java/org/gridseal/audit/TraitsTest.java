package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraitsTest {
  private static final SiteId SITE = new SiteId(new UUID(0, 1));
  private static final DeviceId DEVICE = new DeviceId(new UUID(0, 2));
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a");
  private static final SerialNumber NEXT = SerialNumber.fromString("0b");
  private static final Hash HASH = Hash.ofEmptyTree();

  @ParameterizedTest
  @MethodSource("events")
  void areReadFromTheEntryAsTheyWentIn(Event event) {
    var entry = new Entry(new UUID(3, 4), Instant.EPOCH, "someone", event);

    assertThat(Traits.read(entry.encoded())).isEqualTo(Traits.of(entry));
  }

  static Stream<Event> events() {
    return Stream.of(
        new Event.AuthorityEstablished("root", HASH),
        new Event.RegistrationSubmitted(SITE, HASH, "small", 2, HASH, List.of("a")),
        new Event.OneTimeCodeIssued(SITE, DEVICE),
        new Event.EnrollmentRefused(HASH, List.of("a")),
        new Event.IssuanceIntended(SITE, DEVICE, SERIAL, "device", HASH, HASH),
        new Event.CertificateIssued(SITE, DEVICE, SERIAL, HASH, Optional.empty(), Optional.empty()),
        new Event.CertificateIssued(
            SITE,
            DEVICE,
            NEXT,
            HASH,
            Optional.of(SERIAL),
            Optional.of(Instant.parse("2030-02-01T00:00:00Z"))),
        new Event.CertificateRevoked(SITE, SERIAL, RevocationReason.keyCompromise));
  }

  @Test
  void haveNoKeyForWhatAnotherTells() {
    var entry =
        new Entry(
            new UUID(3, 4),
            Instant.EPOCH,
            "device:" + DEVICE,
            new Event.CertificateIssued(
                SITE, DEVICE, SERIAL, HASH, Optional.empty(), Optional.empty()));

    assertThat(Traits.of(entry).keys())
        .containsExactly(
            LookupKey.ofType("certificate-issued"),
            LookupKey.ofDevice(DEVICE),
            LookupKey.ofSerialNumber(SERIAL));
  }

  @Test
  void areReadFromATypeThatIsNotKnown() {
    Traits traits =
        Traits.read(
            """
            {"actor":"a","data":{"site":7},"id":"00000000-0000-0003-0000-000000000004","type":"new"}
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(traits).isEqualTo(new Traits(new UUID(3, 4), "new", "a", null, null, null));
  }

  @Test
  void areNotReadFromWhatIsNoEntry() {
    byte[] entry = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Traits.read(entry)).isInstanceOf(IllegalStateException.class);
  }
}
