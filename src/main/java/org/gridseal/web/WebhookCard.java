package org.gridseal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Webhook;
import org.jspecify.annotations.Nullable;

/// A receiver of changes, as its page shows it.
///
/// @param group pointer of the fields that are about it
/// @param tone how its state looks, as in [Standing]
/// @param note what one must know of it, null if nothing
/// @param path below which things are done to it
public record WebhookCard(
    String id,
    String group,
    String url,
    String tone,
    String status,
    List<Fact> facts,
    @Nullable String note,
    String path) {
  /// Where a replay is asked for; the fields about it are those of its group.
  public String replay() {
    return path + "/replay" + group;
  }

  /// What is said of a receiver is said of this moment.
  ///
  /// @param last the place of the newest change
  record Moment(long last, Instant now, HeadEndTexts texts) {
    WebhookCard card(int ordinal, Webhook webhook, List<Webhook.Dead> dead) {
      return new WebhookCard(
          "webhook-" + webhook.id(),
          "/" + ordinal,
          webhook.url().toString(),
          tone(webhook),
          status(webhook),
          facts(webhook, dead),
          webhook.gone() ? texts.goneText() : null,
          HeadEndPage.PATH + "/" + webhook.id());
    }

    private static String tone(Webhook webhook) {
      if (webhook.gone()) {
        return "bad";
      }
      return webhook.attempts() > 0 ? "turn" : "good";
    }

    private String status(Webhook webhook) {
      if (webhook.gone()) {
        return texts.gone();
      }
      if (webhook.attempts() > 0) {
        return texts.failing();
      }
      long behind = last - webhook.position();
      return behind > 0 ? texts.behind(behind) : texts.current();
    }

    private List<Fact> facts(Webhook webhook, List<Webhook.Dead> dead) {
      List<Fact> facts = new ArrayList<>();
      facts.add(new Fact(texts.kinds(), kinds(webhook)));
      facts.add(new Fact(texts.position(), texts.placeOf(webhook.position(), last)));
      facts.add(new Fact(texts.last(), lastAttempt(webhook).orElseGet(texts::none)));
      webhook.lastDeliveryAt().ifPresent(at -> facts.add(fact(texts.delivered(), at)));
      if (webhook.attempts() > 0 && !webhook.gone()) {
        facts.add(fact(texts.next(), webhook.nextAttemptAt()));
      }
      dead.stream()
          .findFirst()
          .map(one -> texts.givenUpOf(dead.size(), Amounts.of(one.givenUpAt()), one.lastOutcome()))
          .ifPresent(text -> facts.add(new Fact(texts.givenUp(), text)));
      facts.add(new Fact(texts.secretSince(), secret(webhook)));
      return facts;
    }

    private String kinds(Webhook webhook) {
      return webhook.kinds().size() == Kind.values().length
          ? texts.everyKind()
          : webhook.kinds().stream().sorted().map(Kind::text).collect(Collectors.joining(", "));
    }

    private Optional<String> lastAttempt(Webhook webhook) {
      return webhook
          .lastOutcome()
          .flatMap(
              outcome -> webhook.lastAttemptAt().map(at -> texts.outcome(outcome, Amounts.of(at))));
    }

    private String secret(Webhook webhook) {
      String since = Amounts.of(webhook.secretSince());
      boolean both = webhook.secretGenerations(now).size() > 1;
      Instant until = webhook.secretSince().plus(Webhook.SECRETS_OVERLAP);
      return both ? since + ". " + texts.bothUntil(Amounts.of(until)) : since;
    }

    private static Fact fact(String term, Instant at) {
      return new Fact(term, Amounts.of(at));
    }
  }
}
