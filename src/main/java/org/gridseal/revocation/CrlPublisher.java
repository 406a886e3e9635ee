package org.gridseal.revocation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.RevocationList;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SigningException;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.RevocationLists.Published;

/// Keeps one authority's CRL current: a new one after each revocation and long before the last one
/// runs out. One that could not be made is made when somebody asks for it next.
public final class CrlPublisher {
  /// Time to `nextUpdate`: relying parties live on the last list for so long when we are away.
  private static final Duration VALID_FOR = Duration.ofDays(7);

  /// Age at which a list is renewed though nothing was revoked.
  private static final Duration RENEW_AFTER = Duration.ofDays(1);

  private static final Logger LOGGER = System.getLogger(CrlPublisher.class.getName());

  private final CertificationAuthority authority;
  private final Revocations revocations;
  private final RevocationLists lists;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;

  /// Whether the last attempt failed, in this replica; what the tables say counts beside it.
  private volatile boolean owed;

  public CrlPublisher(
      CertificationAuthority authority,
      Revocations revocations,
      RevocationLists lists,
      Transactions transactions,
      AuditLog log,
      InstantSource time) {
    this.authority = authority;
    this.revocations = revocations;
    this.lists = lists;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
  }

  /// The list to serve, renewed first if it has aged or lacks a revocation.
  ///
  /// @throws SigningException if the key is away and the last list has run out
  public byte[] current() {
    return fresh().orElseGet(this::renew);
  }

  private Optional<byte[]> fresh() {
    return newestWithin(RENEW_AFTER)
        .filter(list -> !owed && !revocations.isAnySince(list.thisUpdate()))
        .map(list -> list.encoded().bytes());
  }

  private Optional<Published> newestWithin(Duration age) {
    Instant now = time.instant();
    return lists
        .newest(authority.shortName())
        .filter(list -> list.thisUpdate().plus(age).isAfter(now));
  }

  /// Of many who find the list aged at once, the first renews it. While it cannot be renewed the
  /// last one is better than none (RFC 5280 §6.3.3 needs one that has not run out).
  private synchronized byte[] renew() {
    return fresh()
        .orElseGet(
            () -> {
              try {
                return publish();
              } catch (SigningException e) {
                return newestWithin(VALID_FOR)
                    .map(list -> list.encoded().bytes())
                    .orElseThrow(() -> e);
              }
            });
  }

  /// Publishes, or remembers that it must be done later: for those whose work is done either way.
  void publishIfPossible() {
    try {
      publish();
    } catch (SigningException | DatabaseException | RejectedExecutionException e) {
      owed = true;
      LOGGER.log(Level.WARNING, "a list of revocations must wait: {0}", e.getMessage());
    }
  }

  /// Signs and keeps a list of everything that is revoked now.
  public synchronized byte[] publish() {
    // A list must not begin after the moment its entries were read.
    Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
    String name = authority.shortName();
    Optional<Published> last = lists.newest(name);
    long number = last.map(Published::number).orElse(0L) + 1;
    // What has expired since the last list stands on this one still (RFC 5280 §3.3).
    List<Revoked> entries = revocations.of(name, last.map(Published::thisUpdate).orElse(now));
    RevocationList list = RevocationList.sign(authority, number, now, VALID_FOR, entries);
    // When another replica took the number, its list may lack our entry: sign once more.
    if (!transactions.durably(() -> keep(name, list))) {
      return publish();
    }
    owed = false;
    return list.encoded().bytes();
  }

  private boolean keep(String name, RevocationList list) {
    boolean added = lists.add(name, list);
    if (added) {
      log.append(
          Actor.GRIDSEAL,
          new Event.RevocationListIssued(name, list.number(), Hash.ofLeaf(list.encoded().bytes())));
    }
    return added;
  }
}
