package org.gridseal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gridseal.site.Address;
import org.gridseal.site.Site;
import org.gridseal.site.Violation;

/// A registration as its page shows it.
///
/// @param figures what decides about it at a glance
/// @param parts all that was submitted
/// @param warnings what a reviewer should look at, though it is against no rule
public record Dossier(
    String path,
    String reference,
    String customer,
    String address,
    Standing standing,
    List<Fact> figures,
    List<Part> parts,
    List<Step> history,
    List<FormState.Problem> warnings) {

  /// A group of facts under a heading.
  public record Part(String title, List<Fact> facts) {}

  /// @param reader the subject of who looks, who is called "you"
  static Dossier of(
      Site site, String tier, List<Violation> warnings, Instant now, String reader, Words words) {
    var particulars = site.application().particulars();
    var standing = Standing.of(site, words.review());
    return new Dossier(
        pathOf(site),
        particulars.applicationRef(),
        particulars.customer().name(),
        line(particulars.address()),
        standing,
        figures(site, tier, standing, now, words.review()),
        new Parts(words).of(site),
        Step.history(site, reader, words.review()),
        new FormState(Map.of(), warnings).problems());
  }

  static String pathOf(Site site) {
    return "/registrations/" + site.id();
  }

  /// An address in one line.
  static String line(Address address) {
    return "%s, %s, %s %s, %s"
        .formatted(
            address.line(),
            address.city(),
            address.region(),
            address.postcode(),
            address.country());
  }

  private static List<Fact> figures(
      Site site, String tier, Standing standing, Instant now, ReviewTexts texts) {
    return List.of(
        new Fact(texts.size(), Amounts.of(site.size())),
        new Fact(texts.tier(), tier),
        new Fact(texts.queue(), texts.approvalsOf(site.approvalsGiven(), site.approvalsNeeded())),
        new Fact(texts.turn(), standing.turn()),
        new Fact(texts.waiting(), waiting(site, now, texts)));
  }

  /// How long the registration has stood where it stands.
  static String waiting(Site site, Instant now, ReviewTexts texts) {
    return Amounts.of(Duration.between(site.changedAt(), now), texts);
  }
}
