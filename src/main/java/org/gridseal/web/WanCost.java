package org.gridseal.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gridseal.cost.Plan;
import org.gridseal.cost.Wan;
import org.jspecify.annotations.Nullable;

/// What one network costs with one price plan.
///
/// @param read the day on which the price was read
/// @param source where, null if nobody published it
/// @param proposed the cheapest sessions that the policy allows, null if it does not accept the
///   network
/// @param full the cheapest with a full handshake each time, null likewise
public record WanCost(
    String wan,
    String plan,
    String read,
    @Nullable String source,
    @Nullable Session proposed,
    @Nullable Session full) {
  /// What some sessions cost; in words, and in numbers for the chart.
  ///
  /// @param words which sessions
  /// @param amount of the currency, null where the plan has no price for so much
  /// @param seconds until the first octet of an answer
  public record Session(
      String words,
      String volume,
      String price,
      String firstByte,
      String currency,
      @Nullable String amount,
      String seconds) {}

  /// The currencies of the proposals, the most frequent first.
  static List<String> currencies(List<WanCost> rows) {
    Map<String, Long> counts =
        rows.stream()
            .map(WanCost::proposed)
            .filter(Objects::nonNull)
            .map(Session::currency)
            .filter(currency -> !currency.isEmpty())
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  static WanCost of(Wan wan, Plan plan, @Nullable Session proposed, @Nullable Session full) {
    String url = plan.source().url();
    return new WanCost(
        wan.title(),
        plan.title(),
        plan.source().read(),
        url.startsWith("https://") ? url : null,
        proposed,
        full);
  }
}
