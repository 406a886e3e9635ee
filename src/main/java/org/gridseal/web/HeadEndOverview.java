package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridseal.headend.Aggregators;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Changes;
import org.gridseal.headend.Identities;
import org.gridseal.headend.Webhook;
import org.gridseal.headend.Webhooks;
import org.gridseal.site.Lfdi;

/// What head-ends are told and by whom they are, at a moment, in words.
@ApplicationScoped
class HeadEndOverview {
  private final Identities identities;
  private final Changes changes;
  private final Webhooks webhooks;
  private final Aggregators aggregators;
  private final InstantSource time;
  private final HeadEndTexts texts;

  HeadEndOverview(
      Identities identities,
      Changes changes,
      Webhooks webhooks,
      Aggregators aggregators,
      InstantSource time,
      Words words) {
    this.identities = identities;
    this.changes = changes;
    this.webhooks = webhooks;
    this.aggregators = aggregators;
    this.time = time;
    this.texts = words.headEnd();
  }

  /// @param feed about the feed
  /// @param kinds by which a receiver may choose
  /// @param choices of aggregators, for who gives them numbers
  public record Shown(
      List<Fact> feed,
      List<WebhookCard> webhooks,
      List<String> kinds,
      List<AggregatorCard> aggregators,
      List<Choices.Option> choices) {}

  /// An aggregator, as the page shows it.
  public record AggregatorCard(String name, String tone, String status, List<Fact> facts) {}

  Shown now() {
    Instant now = time.instant();
    long last = changes.last();
    List<Aggregators.Entry> all = aggregators.all();
    return new Shown(
        List.of(
            new Fact(texts.identities(), Long.toString(identities.count(now))),
            new Fact(texts.changes(), Long.toString(last)),
            new Fact(texts.cursor(), HeadEndCursor.after(last).toString())),
        cards(new WebhookCard.Moment(last, now, texts)),
        Arrays.stream(Kind.values()).map(Kind::text).toList(),
        all.stream().map(this::card).toList(),
        all.stream()
            .map(entry -> new Choices.Option(entry.id().toString(), entry.name()))
            .toList());
  }

  private List<WebhookCard> cards(WebhookCard.Moment moment) {
    List<WebhookCard> cards = new ArrayList<>();
    for (Webhook webhook : webhooks.all()) {
      cards.add(moment.card(cards.size(), webhook, webhooks.dead(webhook.id())));
    }
    return cards;
  }

  private AggregatorCard card(Aggregators.Entry entry) {
    return new AggregatorCard(
        entry.name(),
        entry.active() ? "good" : "plain",
        entry.active() ? texts.active() : texts.inactive(),
        List.of(
            new Fact(texts.organisation(), entry.organisation()),
            new Fact(texts.number(), entry.enterpriseNumber().map(String::valueOf).orElse(null)),
            new Fact(texts.lfdi(), entry.lfdi().map(Lfdi::display).orElse(null))));
  }
}
