package org.gridseal.revocation;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.RevocationListTerms;
import org.gridseal.authority.RevocationListWriter;
import org.gridseal.authority.SigningException;
import org.gridseal.revocation.Cut.Section;
import org.gridseal.revocation.Cut.Tally;

/// Makes lists from one [Cut]: written and signed piece by piece into the register, where nobody
/// sees them, then published with their event in one transaction. Whoever dies in between leaves
/// pieces that [RevocationLists#prune] removes, and a number that the next list gets.
///
/// It ends when another replica took a number first: then the lock of the cut was lost, and what it
/// shows is not what counts. Whatever is still asked of it then is not made.
final class ListRound {
  private final RevocationLists lists;
  private final Transactions transactions;
  private final AuditLog log;
  private final Supplier<UUID> ids;
  private final Cut cut;
  private final long position;
  private final Instant now;
  private boolean over;

  /// @param now in whole seconds, not after the moment of the cut
  ListRound(
      RevocationLists lists,
      Transactions transactions,
      AuditLog log,
      Supplier<UUID> ids,
      Cut cut,
      Instant now) {
    this.lists = lists;
    this.transactions = transactions;
    this.log = log;
    this.ids = ids;
    this.cut = cut;
    this.position = cut.position();
    this.now = now;
  }

  /// Publishes a complete list and, if that is long, the delta that it promises.
  ///
  /// @throws SigningException if the key is away; nothing was published then
  void publishComplete(CertificationAuthority authority, ListScope scope, ListStanding standing) {
    if (over) {
      return;
    }
    // What has ended since the last list stands on this one still (RFC 5280 §3.3).
    Instant notEndedAt = standing.complete().map(IssuedList::thisUpdate).orElse(now);
    Section section = new Section(scope, false, 0, earlier(notEndedAt, now));
    Tally tally = cut.tally(section);
    boolean isLong = tally.entries() > ListSchedule.CHEAP;
    var terms =
        new RevocationListTerms(
            scope.partition(),
            standing.nextNumber(),
            OptionalLong.empty(),
            now,
            end(ListSchedule.COMPLETE_LIFE),
            isLong);
    IssuedList complete = publish(authority, section, tally, terms);
    if (isLong && !over) {
      // Of those who still have the last list, unless too much has happened since.
      IssuedList base = standing.complete().filter(this::isCheap).orElse(complete);
      publishDelta(authority, base, terms.number());
    }
  }

  /// Publishes what has changed; all there is, if that is too much for a delta.
  ///
  /// @throws SigningException if the key is away; nothing was published then
  void publishDelta(CertificationAuthority authority, ListScope scope, ListStanding standing) {
    if (over) {
      return;
    }
    IssuedList base = standing.base().orElseThrow();
    if (isCheap(base)) {
      publishDelta(authority, base, standing.nextNumber());
    } else {
      publishComplete(authority, scope, standing);
    }
  }

  private boolean isCheap(IssuedList base) {
    return cut.tally(changes(base)).entries() <= ListSchedule.CHEAP;
  }

  private void publishDelta(CertificationAuthority authority, IssuedList base, long number) {
    Section section = changes(base);
    var terms =
        new RevocationListTerms(
            base.scope().partition(),
            number,
            OptionalLong.of(base.number()),
            now,
            end(ListSchedule.DELTA_LIFE),
            false);
    publish(authority, section, cut.tally(section), terms);
  }

  private Section changes(IssuedList base) {
    return new Section(base.scope(), true, base.covered(), earlier(base.thisUpdate(), now));
  }

  private IssuedList publish(
      CertificationAuthority authority, Section section, Tally tally, RevocationListTerms terms) {
    MessageDigest content = Hash.leafDigest();
    UUID id = ids.get();
    IssuedList list;
    try (RevocationLists.Draft draft = lists.draft(id)) {
      var writer = new RevocationListWriter(authority, terms, tally.octets(), content, draft);
      cut.entries(section, writer::add);
      long octets = writer.finish();
      draft.complete();
      list =
          new IssuedList(
              section.scope(),
              terms.number(),
              terms.base(),
              terms.thisUpdate(),
              terms.nextUpdate(),
              position,
              tally.entries(),
              octets,
              id);
    }
    Hash hash = Hash.of(content.digest());
    over = !transactions.durably(() -> publish(list, hash));
    return list;
  }

  /// @return false, and nothing is written, if another replica has published that number
  private boolean publish(IssuedList list, Hash content) {
    boolean isOurs = lists.publish(list);
    if (isOurs) {
      log.append(
          Actor.GRIDSEAL,
          new Event.RevocationListIssued(list.scope().toString(), list.number(), content));
    }
    return isOurs;
  }

  private Instant end(Duration life) {
    return now.plus(life);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
