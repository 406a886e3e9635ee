package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");
  private static final Instant TIME = Instant.parse("2030-01-01T00:00:00.123456Z");

  private final SiteId site = new SiteId(new UUID(0, 1));
  private final DeviceId device = new DeviceId(new UUID(0, 2));

  @Test
  void isCanonicalJsonOfTheEventsRecord() {
    var event =
        new Event.CertificateRevoked(
            site, SerialNumber.fromString("0aff"), RevocationReason.keyCompromise);

    assertThat(text(entry(event)))
        .isEqualTo(
            "{\"actor\":\"someone\",\"at\":\"2030-01-01T00:00:00.123Z\",\"data\":{"
                + "\"reason\":\"keyCompromise\",\"serialNumber\":\"0aff\","
                + "\"site\":\"00000000-0000-0000-0000-000000000001\"},"
                + "\"id\":\"01900000-0000-7000-8000-00000000000a\","
                + "\"type\":\"certificate-revoked\",\"v\":1}");
  }

  @Test
  void writesNumbersListsAndDigests() {
    Hash hash = Hash.ofEmptyTree();
    var event =
        new Event.RegistrationSubmitted(site, hash, "small", 2, hash, List.of("a-rule", "b-rule"));

    assertThat(text(entry(event)))
        .contains("\"approvals\":2")
        .contains("\"rules\":[\"a-rule\",\"b-rule\"]")
        .contains("\"content\":\"" + hash + "\"");
  }

  /// A new event with a component of a new kind fails here, not in production.
  @Test
  void canHoldEveryKindOfEvent() {
    Set<Class<?>> known =
        Set.of(
            String.class,
            int.class,
            long.class,
            boolean.class,
            List.class,
            Optional.class,
            Hash.class,
            SiteId.class,
            DeviceId.class,
            SerialNumber.class,
            RevocationReason.class,
            UUID.class,
            Instant.class);

    for (Class<?> event : Event.class.getPermittedSubclasses()) {
      assertThat(known)
          .as(event.getSimpleName())
          .containsAll(Arrays.stream(event.getRecordComponents()).map(c -> c.getType()).toList());
    }
  }

  @Test
  void isFoundByTheCertificateThatTakesAnothersPlace() {
    var event =
        new Event.CertificateIssued(
            site,
            device,
            SerialNumber.fromString("02"),
            Hash.ofEmptyTree(),
            Optional.of(SerialNumber.fromString("01")),
            Optional.of(Instant.parse("2030-02-01T00:00:00Z")));

    assertThat(entry(event).serialNumber()).contains(SerialNumber.fromString("02"));
    assertThat(text(entry(event)))
        .contains("\"overlapUntil\":\"2030-02-01T00:00:00.000Z\",\"predecessor\":\"01\"");
    assertThat(EntryText.read(entry(event).encoded())).contains(entry(event));
  }

  @Test
  void leavesOutWhatIsEmpty() {
    var event =
        new Event.CertificateIssued(
            site,
            device,
            SerialNumber.fromString("02"),
            Hash.ofEmptyTree(),
            Optional.empty(),
            Optional.empty());

    assertThat(text(entry(event))).doesNotContain("predecessor", "overlapUntil");
    assertThat(EntryText.read(entry(event).encoded())).contains(entry(event));
  }

  @Test
  void refusesWhatNoBundleCanHold() {
    var event =
        new Event.EnrollmentRefused(Hash.ofEmptyTree(), Collections.nCopies(9000, "rule-x"));

    assertThatThrownBy(() -> entry(event).encoded()).isInstanceOf(IllegalArgumentException.class);
  }

  /// The example of RFC 8785 §3.2.3 for the order of names, and the escapes of §3.2.2.2.
  @Test
  void followsTheCanonicalForm() {
    Map<String, Object> object =
        Map.of(
            "\u20ac", "Euro Sign",
            "\r", "Carriage Return",
            "\ufb33", "Hebrew Letter Dalet With Dagesh",
            "1", "One",
            "\ud83d\ude00", "Emoji: Grinning Face",
            "\u0080", "Control",
            "\u00f6", "\u20ac$\u000f\nA'\"\\\"/\b\t\f");

    assertThat(new String(CanonicalJson.encode(object), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"\\r"
                + "\":\"Carriage"
                + " Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"\u20ac$\\u000f\\n"
                + "A'\\\"\\\\\\\"/\\b\\t\\f\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji:"
                + " Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void refusesWhatHasNoCanonicalForm() {
    for (Object value : List.of(1.5, 1L << 53, "\ud83d", 'c')) {
      assertThatThrownBy(() -> CanonicalJson.encode(Map.of("a", value)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Entry entry(Event event) {
    return new Entry(ID, TIME, "someone", event);
  }

  private static String text(Entry entry) {
    return new String(entry.encoded(), StandardCharsets.UTF_8);
  }
}
