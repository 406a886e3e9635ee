package org.gridseal.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.cli.bench.TextTable;
import org.gridseal.cost.Money;
import org.gridseal.cost.Offer;
import org.gridseal.cost.SiteCost;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.policy.Tier;
import org.jspecify.annotations.Nullable;

/// What a site costs, for people and for programs.
record CostReport(Tier tier, String title, long pollSeconds, List<Row> rows) {
  CostReport {
    rows = List.copyOf(rows);
  }

  /// One WAN with one price plan.
  ///
  /// @param sessions what is proposed; null, as all that follows, if the tier does not accept the
  ///   WAN
  /// @param price null if the plan has none for so much
  /// @param cheaper what would cost less, with the reasons why it is not allowed
  record Row(
      String wan,
      String plan,
      String priceRead,
      @Nullable String sessions,
      @Nullable Long bytesPerMonth,
      @Nullable Long billedBytesPerMonth,
      @Nullable Long fullHandshakesPerMonth,
      @Nullable String currency,
      @Nullable String price,
      @Nullable Integer roundTrips,
      @Nullable Long firstByteMillis,
      List<Cheaper> cheaper) {
    Row {
      cheaper = List.copyOf(cheaper);
    }

    static Row of(SiteCost cost) {
      Optional<Offer> offer = cost.proposed();
      Optional<Money> price = offer.flatMap(Offer::price);
      return new Row(
          cost.wan().name(),
          cost.plan().name(),
          cost.plan().source().read(),
          offer.map(it -> it.sessions().toString()).orElse(null),
          offer.map(it -> it.volume().total().octets()).orElse(null),
          offer.map(it -> it.billed().octets()).orElse(null),
          offer.map(it -> it.volume().fullHandshakes()).orElse(null),
          price.map(it -> it.currency().getCurrencyCode()).orElse(null),
          price.map(it -> it.amount().toPlainString()).orElse(null),
          offer.map(Offer::roundTrips).orElse(null),
          offer.map(it -> it.latency().typical().toMillis()).orElse(null),
          cost.cheaper().stream().map(Cheaper::of).toList());
    }
  }

  record Cheaper(String sessions, long bytesPerMonth, List<String> against) {
    static Cheaper of(Offer offer) {
      return new Cheaper(
          offer.sessions().toString(), offer.volume().total().octets(), offer.against());
    }
  }

  static CostReport of(SecurityPolicy policy, List<SiteCost> costs) {
    return new CostReport(
        policy.tier(),
        policy.title(),
        costs.isEmpty() ? 0 : costs.getFirst().usage().poll().toSeconds(),
        costs.stream().map(Row::of).toList());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("tier %s (%s), a poll every %d s, 30 days".formatted(tier, title, pollSeconds));
    TextTable table =
        new TextTable(
            "WAN", "plan", "sessions", "MB", "billed", "price", "round trips", "first byte, ms");
    rows.forEach(row -> table.add(cells(row)));
    lines.addAll(table.lines());
    if (rows.stream().map(Row::wan).distinct().count() == 1) {
      lines.addAll(reasons());
    }
    return lines;
  }

  private static String[] cells(Row row) {
    if (row.sessions() == null) {
      return new String[] {
        row.wan(), row.plan(), "the tier accepts no way over it", "", "", "", "", ""
      };
    }
    return new String[] {
      row.wan(),
      row.plan(),
      row.sessions(),
      megabytes(row.bytesPerMonth()),
      megabytes(row.billedBytesPerMonth()),
      row.price() == null ? "none for so much" : money(row),
      String.valueOf(row.roundTrips()),
      String.valueOf(row.firstByteMillis())
    };
  }

  /// By reason, for many sessions share one.
  private List<String> reasons() {
    Map<String, List<String>> sessions = new LinkedHashMap<>();
    for (Cheaper cheaper : rows.getFirst().cheaper()) {
      String words = "%s (%s MB)".formatted(cheaper.sessions(), megabytes(cheaper.bytesPerMonth()));
      cheaper
          .against()
          .forEach(it -> sessions.computeIfAbsent(it, key -> new ArrayList<>()).add(words));
    }
    List<String> lines = new ArrayList<>();
    sessions.forEach(
        (reason, which) -> {
          lines.add("cheaper, but " + reason + ":");
          which.forEach(it -> lines.add("  " + it));
        });
    return lines;
  }

  private static String money(Row row) {
    return new Money(new BigDecimal(row.price()), Currency.getInstance(row.currency())).toString();
  }

  private static String megabytes(@Nullable Long octets) {
    return octets == null ? "" : "%.2f".formatted(octets / 1e6);
  }
}
