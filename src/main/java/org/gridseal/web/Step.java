package org.gridseal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridseal.site.Review;
import org.gridseal.site.Site;
import org.gridseal.site.SiteState;
import org.jspecify.annotations.Nullable;

/// One step in the life of a registration: one that was taken, or the one that comes next.
///
/// @param at null for what is still to come
/// @param note what a reviewer wrote
public record Step(String text, String who, @Nullable Instant at, @Nullable String note) {
  public boolean done() {
    return at != null;
  }

  /// For people; null for what is still to come.
  public @Nullable String when() {
    return at == null ? null : Amounts.of(at);
  }

  /// What was done about a site, oldest first, and what comes next.
  ///
  /// @param reader the subject of who looks, who is called "you"
  static List<Step> history(Site site, String reader, ReviewTexts texts) {
    List<Step> steps = new ArrayList<>();
    site.reviews().forEach(review -> steps.add(taken(review, reader, texts)));
    steps.add(submitted(site, reader, texts));
    steps.sort(Comparator.comparing(Step::at, Comparator.nullsLast(Comparator.naturalOrder())));
    addNext(site, steps, texts);
    return steps;
  }

  private static Step submitted(Site site, String reader, ReviewTexts texts) {
    String installer = site.application().particulars().installer().name();
    String who = site.submittedBy().equals(reader) ? texts.you() : installer;
    return new Step(texts.submitted(site.revision()), who, site.submittedAt(), null);
  }

  private static Step taken(Review review, String reader, ReviewTexts texts) {
    String text =
        switch (review.verdict()) {
          case APPROVED -> texts.approval(review.ordinal());
          case RETURNED -> texts.returned();
          case REFUSED -> texts.refused();
        };
    String who = review.reviewer().equals(reader) ? texts.you() : texts.reviewer();
    return new Step(text, who, review.at(), review.note().orElse(null));
  }

  private static void addNext(Site site, List<Step> steps, ReviewTexts texts) {
    if (site.state() == SiteState.SUBMITTED) {
      int next = site.approvalsGiven() + 1;
      String text = next == 1 ? texts.approval(next) : texts.nextApproval(next);
      steps.add(new Step(text, texts.utility(), null, null));
    } else if (site.state() == SiteState.RETURNED) {
      steps.add(new Step(texts.nextChanges(), texts.theInstaller(), null, null));
    }
  }
}
