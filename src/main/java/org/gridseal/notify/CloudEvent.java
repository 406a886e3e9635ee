package org.gridseal.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change;
import org.gridseal.headend.Webhook;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.jspecify.annotations.Nullable;

/// A message in the structured mode of CloudEvents 1.0, whose bytes are the same at each attempt.
///
/// Nothing in it names a person, an address or a meter.
///
/// @param source with the id unique for ever: the name of the installation's audit log
/// @param sequence orders the events of a source as text (CloudEvents extension "sequence")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "sequence"})
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    @Nullable String subject,
    String time,
    @Nullable String sequence,
    String datacontenttype,
    @Nullable Data data) {
  static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final String TYPES = "org.gridseal.head-end.";
  private static final JsonMapper JSON = new JsonMapper();

  static CloudEvent of(String source, Change change) {
    return new CloudEvent(
        "1.0",
        "change-" + change.place(),
        source,
        TYPES + change.kind().text(),
        change.lfdi().toString(),
        change.at().toString(),
        "%019d".formatted(change.place()),
        "application/json",
        Data.of(change));
  }

  /// A message that says nothing, to see whether it arrives.
  static CloudEvent test(String source, Webhook webhook, Instant at) {
    return new CloudEvent(
        "1.0",
        "test-" + webhook.id() + "-" + at.toEpochMilli(),
        source,
        TYPES + "test",
        null,
        at.toString(),
        null,
        "application/json",
        null);
  }

  byte[] encoded() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /// What happened.
  ///
  /// @param lfdi 40 hexadecimal digits
  /// @param sfdi without leading zeros, as IEEE 2030.5 has it on the wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String lfdi,
      String sfdi,
      UUID device,
      UUID site,
      String profile,
      @Nullable UUID managedBy,
      @Nullable String serialNumber,
      @Nullable String notAfter,
      @Nullable String predecessor,
      @Nullable String successor,
      @Nullable String overlapUntil,
      @Nullable String reason) {
    static Data of(Change change) {
      return new Data(
          change.lfdi().toString(),
          Sfdi.of(change.lfdi()).toString(),
          change.device().value(),
          change.site().value(),
          change.profile(),
          change.managedBy().orElse(null),
          text(change.serialNumber().map(SerialNumber::toString)),
          text(change.notAfter()),
          text(change.predecessor().map(Lfdi::toString)),
          text(change.successor().map(Lfdi::toString)),
          text(change.overlapUntil()),
          text(change.reason()));
    }

    private static @Nullable String text(Optional<?> value) {
      return value.map(Object::toString).orElse(null);
    }
  }
}
