package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.testing.LogCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventIndexTest {
  private final AuditFixture fixture = new AuditFixture();
  private final EventIndex index = new EventIndex(fixture.database.application());
  private final DeviceId device = new DeviceId(new UUID(0x7000, 2));
  private final SerialNumber serialNumber = SerialNumber.fromString("0aff");

  /// Where an event is when it is looked for.
  enum Stage {
    PENDING {
      @Override
      void reach(AuditFixture fixture) {
        // It is there already.
      }
    },
    TAIL {
      @Override
      void reach(AuditFixture fixture) {
        fixture.place();
      }
    },
    BUNDLE {
      @Override
      void reach(AuditFixture fixture) {
        fixture.record(2 * Tile.WIDTH);
        fixture.place();
      }
    };

    abstract void reach(AuditFixture fixture);
  }

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @ParameterizedTest
  @EnumSource
  void findsAnEventByEachThingItNames(Stage stage) {
    UUID issued = record(person("someone"), issued(device, serialNumber));
    UUID approved = record(person("someone"), fixture.event());
    UUID own = record(Actor.device(device), issued(device, SerialNumber.fromString("0b")));
    UUID succeeded =
        record(
            Actor.device(device),
            new Event.CertificateIssued(
                fixture.site,
                device,
                SerialNumber.fromString("0c"),
                Hash.ofEmptyTree(),
                Optional.of(SerialNumber.fromString("0b")),
                Optional.of(Instant.parse("2030-02-01T00:00:00Z"))));
    stage.reach(fixture);

    assertThat(found(by(device))).containsExactly(succeeded, own, issued);
    assertThat(found(by(SerialNumber.fromString("0aff")))).containsExactly(issued);
    assertThat(found(by(SerialNumber.fromString("0c")))).containsExactly(succeeded);
    assertThat(found(byActor("someone"))).containsExactly(approved, issued);
    assertThat(found(byActor("device:" + device))).containsExactly(succeeded, own);
    assertThat(found(EventQuery.ofType("certificate-issued")))
        .containsExactly(succeeded, own, issued);
    assertThat(found(new EventQuery(null, device, null, "certificate-issued", "someone", null)))
        .containsExactly(issued);
    assertThat(found(EventQuery.ofType("site-approved"))).isEmpty();
    assertThat(found(by(SerialNumber.fromString("0d")))).isEmpty();
  }

  @Test
  void findsTheEventsOfASiteAndOfItsDevices() throws Exception {
    UUID approved = record(person("someone"), fixture.event());
    UUID succeeded = record(Actor.device(device), issued(device, serialNumber));
    record(
        Actor.device(new DeviceId(new UUID(0x7000, 3))),
        new Event.CertificateIssued(
            new SiteId(new UUID(0x517e, 2)),
            new DeviceId(new UUID(0x7000, 3)),
            serialNumber,
            Hash.ofEmptyTree(),
            Optional.empty(),
            Optional.empty()));
    fixture.database.asSuperuser(
        """
        SET session_replication_role = replica;
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
        VALUES ('%s', '%s', 0, false, '1.2.3', '\\x01', 'ieee2030.5-device')
        """
            .formatted(device, fixture.site));

    var ofSite = new EventQuery(fixture.site, null, null, null, null, null);
    assertThat(ids(index.find(ofSite))).containsExactly(succeeded, approved);
  }

  @ParameterizedTest
  @EnumSource
  void showsNoEventForAKeyThatTwoThingsShare(Stage stage) {
    List<SerialNumber> alike = withOneKey();
    UUID first = record(person("someone"), issued(device, alike.getFirst()));
    stage.reach(fixture);

    assertThat(found(by(alike.getFirst()))).containsExactly(first);
    assertThat(found(by(alike.getLast()))).isEmpty();
  }

  @Test
  void turnsPagesFromWhatWaitsThroughTheTailIntoBundles() {
    List<UUID> recorded = new ArrayList<>(fixture.record(600));
    fixture.place();
    recorded.addAll(fixture.record(150));

    List<UUID> found = new ArrayList<>();
    List<RecordedEvent> page;
    do {
      UUID before = found.isEmpty() ? null : found.getLast();
      page = index.find(new EventQuery(null, null, null, "review-approved", null, before));
      found.addAll(ids(page));
      assertThat(page.size())
          .isEqualTo(Math.min(EventIndex.PAGE, 750 - found.size() + page.size()));
    } while (page.size() == EventIndex.PAGE);

    assertThat(found).containsExactlyElementsOf(recorded.reversed());
  }

  @Test
  void tellsThePlaceOfWhatHasOne() {
    List<UUID> recorded = fixture.record(300);
    fixture.place();
    UUID waiting = fixture.record();

    RecordedEvent newest = index.find(before(null)).getFirst();
    RecordedEvent oldest = index.find(before(recorded.get(1))).getFirst();
    assertThat(newest.id()).isEqualTo(waiting);
    assertThat(newest.index()).isEmpty();
    assertThat(oldest.id()).isEqualTo(recorded.getFirst());
    assertThat(oldest.index()).isEqualTo(OptionalLong.of(0));
  }

  /// An event of a slow transaction comes behind younger ones, and may even be in a later bundle.
  @Test
  void putsAnEventThatWasCommittedLateWhereItsIdBelongs() {
    List<UUID> ids = LongStream.range(0, 601).mapToObj(n -> new UUID(0x7000, n)).toList();
    List<UUID> order = new ArrayList<>(ids);
    order.add(order.remove(10));
    for (UUID id : order) {
      record(id);
      if (id.equals(ids.getLast())) {
        fixture.place();
      }
    }
    fixture.place();

    List<UUID> found = new ArrayList<>();
    for (UUID last = null; found.size() < ids.size(); last = found.getLast()) {
      found.addAll(ids(index.find(before(last))));
    }
    assertThat(fixture.placed()).endsWith(ids.get(10));
    assertThat(found).containsExactlyElementsOf(ids.reversed());
  }

  private void record(UUID id) {
    var log =
        new PostgresAuditLog(
            fixture.database.transactional(),
            fixture.database.synchronizations(),
            InstantSource.system(),
            () -> id,
            () -> {});
    fixture.inTransaction(() -> log.append(Actor.GRIDSEAL, fixture.event()));
  }

  private UUID record(Actor actor, Event event) {
    UUID[] id = new UUID[1];
    fixture.inTransaction(() -> id[0] = fixture.log.append(actor, event));
    return id[0];
  }

  private List<UUID> found(EventQuery query) {
    return ids(index.find(query));
  }

  private static List<UUID> ids(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::id).toList();
  }

  private Event issued(DeviceId which, SerialNumber serial) {
    return new Event.CertificateIssued(
        fixture.site, which, serial, Hash.ofEmptyTree(), Optional.empty(), Optional.empty());
  }

  private static Actor person(String subject) {
    return new Actor(subject, Set.of(), "");
  }

  /// Two of the first serial numbers that have a key in common: among a hundred thousand there are
  /// some.
  private static List<SerialNumber> withOneKey() {
    Map<Integer, SerialNumber> seen = new HashMap<>();
    for (long number = 1; ; number++) {
      var next = new SerialNumber(BigInteger.valueOf(number));
      SerialNumber same = seen.put(LookupKey.ofSerialNumber(next), next);
      if (same != null) {
        return List.of(same, next);
      }
    }
  }

  private static EventQuery by(DeviceId device) {
    return new EventQuery(null, device, null, null, null, null);
  }

  private static EventQuery by(SerialNumber serialNumber) {
    return new EventQuery(null, null, serialNumber, null, null, null);
  }

  private static EventQuery byActor(String actor) {
    return new EventQuery(null, null, null, null, actor, null);
  }

  private static EventQuery before(@Nullable UUID event) {
    return new EventQuery(null, null, null, null, null, event);
  }
}
