package org.gridseal.cost;

import java.time.Duration;
import java.util.Optional;

/// A price plan, as `wan.yaml` describes it.
///
/// @param step what each data session is rounded up to a multiple of
/// @param session how long a data session lasts before it is billed, if the modem stays attached
/// @param source where the price was found, and when
public record Plan(
    String name, String title, Tariff tariff, DataVolume step, Duration session, Source source) {
  /// @param url where it can be read
  /// @param read the day on which it was read there (ISO 8601)
  public record Source(String url, String read) {}

  /// What is billed for a month's traffic.
  ///
  /// @param sessions how many data sessions it is spread over evenly
  DataVolume billed(DataVolume volume, long sessions) {
    DataVolume each = new DataVolume(Math.ceilDiv(volume.octets(), sessions));
    return each.roundedUp(step).times(sessions);
  }

  Optional<Money> monthly(DataVolume billed) {
    return tariff.monthly(billed);
  }
}
