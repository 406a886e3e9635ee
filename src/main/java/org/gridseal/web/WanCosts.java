package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.gridseal.cost.DataVolume;
import org.gridseal.cost.Money;
import org.gridseal.cost.Offer;
import org.gridseal.cost.Plan;
import org.gridseal.cost.SessionPlan;
import org.gridseal.cost.SiteCost;
import org.gridseal.cost.Suite;
import org.gridseal.cost.Usage;
import org.gridseal.cost.Wan;
import org.gridseal.cost.WanBook;
import org.gridseal.policy.Controls;

/// What a site costs on each network of `wan.yaml`, in words.
@ApplicationScoped
class WanCosts {
  private static final int MEGA = 6;
  private static final int MILLI = 3;

  private final Optional<WanBook> book;
  private final CostTexts texts;

  WanCosts(Optional<WanBook> book, Words words) {
    this.book = book;
    this.texts = words.cost();
  }

  /// Every network with each of its plans, in the order of the file; none without a file.
  List<WanCost> all(Controls controls, Usage usage) {
    return book.stream()
        .flatMap(it -> it.wans().stream().flatMap(wan -> rows(it, controls, wan, usage)))
        .toList();
  }

  /// Each network in a line: its name, and the cheapest of its plans in each currency.
  List<Fact> inShort(Controls controls, Usage usage) {
    return book.stream()
        .flatMap(
            it ->
                it.wans().stream()
                    .map(wan -> new Fact(wan.title(), inShort(it, controls, wan, usage))))
        .toList();
  }

  private Stream<WanCost> rows(WanBook wans, Controls controls, Wan wan, Usage usage) {
    return wans.plansFor(wan).stream()
        .map(
            plan -> {
              SiteCost cost = wans.site(controls, wan, plan, usage);
              return WanCost.of(
                  wan,
                  plan,
                  cost.proposed().map(it -> session(it)).orElse(null),
                  full(cost).map(it -> session(it)).orElse(null));
            });
  }

  private static Optional<Offer> full(SiteCost cost) {
    return cost.offers().stream()
        .filter(Offer::allowed)
        .filter(offer -> offer.sessions().mode() == SessionPlan.Mode.FULL)
        .findFirst();
  }

  private WanCost.Session session(Offer offer) {
    Optional<Money> price = offer.price();
    Duration wait = offer.latency().typical();
    return new WanCost.Session(
        tunneled(offer, texts.plan(of(offer.sessions().suite()), of(offer.sessions().mode()))),
        of(offer.volume().total()),
        price.map(this::of).orElseGet(texts::noPrice),
        of(wait),
        price.map(it -> it.currency().getCurrencyCode()).orElse(""),
        price.map(it -> it.amount().toPlainString()).orElse(null),
        BigDecimal.valueOf(wait.toMillis(), MILLI).toPlainString());
  }

  private String inShort(WanBook wans, Controls controls, Wan wan, Usage usage) {
    Map<Currency, Offer> cheapest = new LinkedHashMap<>();
    for (Plan plan : wans.plansFor(wan)) {
      wans.site(controls, wan, plan, usage)
          .proposed()
          .filter(offer -> offer.price().isPresent())
          .ifPresent(offer -> cheapest.merge(priceOf(offer).currency(), offer, this::cheaper));
    }
    return cheapest.values().stream()
        .map(offer -> of(priceOf(offer)))
        .reduce(texts::either)
        .map(price -> inShort(price, cheapest.values().iterator().next()))
        .orElseGet(texts::notAccepted);
  }

  private String inShort(String price, Offer offer) {
    return tunneled(offer, texts.inShort(price, of(offer.latency().typical())));
  }

  private Offer cheaper(Offer one, Offer other) {
    return BinaryOperator.minBy(Comparator.comparing(WanCosts::priceOf)).apply(one, other);
  }

  private static Money priceOf(Offer offer) {
    return offer.price().orElseThrow();
  }

  private String tunneled(Offer offer, String words) {
    return offer.sessions().inTunnel() ? texts.throughVpn(words) : words;
  }

  private String of(Suite suite) {
    return switch (suite) {
      case TLS12_CCM8 -> texts.ccm8();
      case TLS12_GCM -> texts.gcm();
      case TLS12_CHACHA -> texts.chacha();
      case TLS13 -> texts.tls13();
    };
  }

  private String of(SessionPlan.Mode mode) {
    return switch (mode) {
      case FULL -> texts.modeFull();
      case RESUMED -> texts.modeResumed();
      case KEPT -> texts.modeKept();
    };
  }

  private String of(Money price) {
    return price.amount().signum() == 0 ? texts.noCharge() : price.toString();
  }

  /// To a tenth of a second from one second on; below that, to a millisecond.
  private String of(Duration wait) {
    return wait.toSeconds() == 0
        ? texts.milliseconds(wait.toMillis())
        : texts.seconds(number(BigDecimal.valueOf(wait.toMillis(), MILLI), 1));
  }

  private String of(DataVolume volume) {
    return texts.megabytes(number(BigDecimal.valueOf(volume.octets(), MEGA), 1));
  }

  private static String number(BigDecimal number, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(number);
  }
}
