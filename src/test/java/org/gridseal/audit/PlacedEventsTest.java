package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlacedEventsTest {
  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(String.class, "a text"),
          Map.entry(int.class, 2),
          Map.entry(long.class, 1L << 40),
          Map.entry(boolean.class, true),
          Map.entry(List.class, List.of("one", "two")),
          Map.entry(Hash.class, Hash.ofEmptyTree()),
          Map.entry(SiteId.class, new SiteId(new UUID(0, 1))),
          Map.entry(DeviceId.class, new DeviceId(new UUID(0, 2))),
          Map.entry(SerialNumber.class, SerialNumber.fromString("0aff")),
          Map.entry(RevocationReason.class, RevocationReason.keyCompromise),
          Map.entry(UUID.class, new UUID(0, 3)),
          Map.entry(Instant.class, Instant.parse("2030-02-01T00:00:00Z")));

  private final AuditFixture fixture = new AuditFixture();
  private final PlacedEvents events = new PlacedEvents(fixture.database.application());

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void readsEveryKindOfEventBack(Class<?> kind) throws Exception {
    RecordComponent[] components = kind.getRecordComponents();
    Event event =
        (Event)
            kind.getDeclaredConstructor(
                    Arrays.stream(components)
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new))
                .newInstance(Arrays.stream(components).map(PlacedEventsTest::value).toArray());
    var entry =
        new Entry(new UUID(0, 4), Instant.parse("2030-01-01T00:00:00.123Z"), "someone", event);

    assertThat(EntryText.read(entry.encoded())).contains(entry);
  }

  private static Object value(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
            && component.getType() == Optional.class
        ? Optional.of(value((Class<?>) type.getActualTypeArguments()[0]))
        : value(component.getType());
  }

  private static Object value(Class<?> type) {
    return Objects.requireNonNull(VALUES.get(type), type::getName);
  }

  static Stream<Class<?>> kinds() {
    return Arrays.stream(Event.class.getPermittedSubclasses());
  }

  @Test
  void readsEachPlaceOnceAcrossTheSeamOfABundle() {
    fixture.record(300);
    fixture.place();

    List<PlacedEvent> read = new ArrayList<>();
    List<PlacedEvent> more = events.from(0);
    while (!more.isEmpty()) {
      read.addAll(more);
      more = events.from(read.size());
    }

    assertThat(events.size()).isEqualTo(300);
    assertThat(read)
        .map(PlacedEvent::place)
        .containsExactlyElementsOf(LongStream.range(0, 300).boxed().toList());
    assertThat(read).map(PlacedEvent::event).containsOnly(fixture.event());
  }

  @Test
  void beginsInTheMiddle() {
    fixture.record(300);
    fixture.place();

    assertThat(events.from(255).getFirst().place()).isEqualTo(255);
    assertThat(events.from(299)).map(PlacedEvent::place).containsExactly(299L);
    assertThat(events.from(300)).isEmpty();
  }

  @Test
  void stopsBeforeAnEventOfANewerVersion() {
    byte[] newer =
        ("{\"actor\":\"a\",\"at\":\"2030-01-01T00:00:00.123Z\",\"data\":{},"
                + "\"id\":\"00000000-0000-0000-0000-000000000005\","
                + "\"type\":\"not-yet-known\",\"v\":1}")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(EntryText.read(newer)).isEmpty();
  }
}
