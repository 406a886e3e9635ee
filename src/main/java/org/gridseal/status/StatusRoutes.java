package org.gridseal.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridseal.authority.Partition;
import org.gridseal.revocation.ListScope;
import org.gridseal.revocation.ListShelf;
import org.gridseal.revocation.ShelvedList;
import org.gridseal.status.Answer.Caching;

/// What relying parties fetch without saying who they are: `/crl/…`, `/ca/…`, `/log/…`. Everything
/// here is signed by us or public by nature.
///
/// Lists: `/crl/NAME.crl` is complete; `/crl/NAME/16/3.crl` is the fourth of sixteen parts;
/// `/crl/NAME/delta.crl` and `/crl/NAME/16/3/delta.crl` are their deltas.
public final class StatusRoutes {
  private static final Pattern LIST =
      Pattern.compile("/crl/([A-Za-z0-9._-]{1,64}?)(?:/([0-9]{1,4})/([0-9]{1,4}))?(/delta)?\\.crl");

  private final ListShelf shelf;
  private final Supplier<Map<String, byte[]>> certificates;
  private final LogRoutes log;
  private final InstantSource time;
  private final Duration cacheFor;

  /// @param certificates encodings of our authorities' certificates, by file name: `NAME.cer` has
  ///   one, `NAME.p7c` several (RFC 5280 §4.2.2.1)
  /// @param cacheFor how long caches may keep what can change
  public StatusRoutes(
      ListShelf shelf,
      Supplier<Map<String, byte[]>> certificates,
      LogRoutes log,
      InstantSource time,
      Duration cacheFor) {
    this.shelf = shelf;
    this.certificates = certificates;
    this.log = log;
    this.time = time;
    this.cacheFor = cacheFor;
  }

  /// Answers a GET of what is here; never waits.
  ///
  /// @param path without query, beginning with a slash, percent-decoded
  public Optional<Answer> atOnce(String path) {
    if (path.startsWith("/ca/")) {
      return Optional.of(certificate(path.substring("/ca/".length())));
    }
    return wanted(path).flatMap(list -> shelf.at(list.scope(), list.delta())).map(this::answer);
  }

  /// Answers a GET. May wait for the database.
  ///
  /// @param path as above
  public Answer get(String path) {
    if (path.startsWith(LogRoutes.PREFIX)) {
      return log.get(path);
    }
    return atOnce(path)
        .or(
            () ->
                wanted(path)
                    .flatMap(list -> shelf.fetch(list.scope(), list.delta()))
                    .map(this::answer))
        .orElseGet(Answer::notFound);
  }

  private record Wanted(ListScope scope, boolean delta) {}

  private static Optional<Wanted> wanted(String path) {
    Matcher list = LIST.matcher(path);
    if (!list.matches()) {
      return Optional.empty();
    }
    int of = list.group(2) == null ? 1 : Integer.parseInt(list.group(2));
    int index = list.group(3) == null ? 0 : Integer.parseInt(list.group(3));
    if (of < 1 || of > Partition.MOST || Integer.bitCount(of) != 1 || index >= of) {
      return Optional.empty();
    }
    var scope = new ListScope(list.group(1), new Partition(of, index));
    return Optional.of(new Wanted(scope, list.group(4) != null));
  }

  private Answer answer(ShelvedList shelved) {
    Instant now = time.instant();
    Duration left = Duration.between(now, shelved.renewal());
    Duration until = left.compareTo(cacheFor) < 0 ? left : cacheFor;
    String control = "public, max-age=%d".formatted(Math.max(0, until.toSeconds()));
    return new Answer.Content(
        "application/pkix-crl",
        new Caching(
            control,
            Optional.of(shelved.tag()),
            Optional.of(shelved.list().thisUpdate()),
            // There are seconds between two lists (ListSchedule).
            true,
            Optional.empty()),
        shelved.file(),
        shelved.list().octets());
  }

  private Answer certificate(String name) {
    byte[] encoded = certificates.get().get(name);
    if (encoded == null) {
      return Answer.notFound();
    }
    String type = name.endsWith(".p7c") ? "application/pkcs7-mime" : "application/pkix-cert";
    Caching caching = Caching.of("public, max-age=" + cacheFor.toSeconds());
    return new Answer.Octets(200, type, caching, encoded);
  }
}
