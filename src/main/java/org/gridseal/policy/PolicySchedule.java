package org.gridseal.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;

/// The books of one installation, each in force from its day until the next one's.
///
/// @param books in the order of their days; the first has none, or one that is over
public record PolicySchedule(List<PolicyBook> books) {
  private static final Comparator<PolicyBook> BY_DAY =
      Comparator.comparing(book -> book.effectiveFrom().orElse(Instant.MIN));

  public PolicySchedule {
    books = books.stream().sorted(BY_DAY).toList();
  }

  /// @throws BrokenDocumentException if two come into force at one moment, or none is now
  public static PolicySchedule of(List<PolicyBook> books, Instant now) {
    Set<Instant> days = new HashSet<>();
    for (PolicyBook book : books) {
      if (!days.add(book.effectiveFrom().orElse(Instant.MIN))) {
        throw broken("two policy files come into force at the same moment; see effectiveFrom");
      }
    }
    if (days.stream().noneMatch(day -> !day.isAfter(now))) {
      throw broken("no policy file is in force yet; see effectiveFrom");
    }
    return new PolicySchedule(books);
  }

  private static BrokenDocumentException broken(String sentence) {
    return new BrokenDocumentException(List.of(new Problem(0, "/effectiveFrom", sentence)));
  }

  /// The book in force at a moment; before the first day the first.
  public PolicyBook at(Instant moment) {
    PolicyBook found = books.getFirst();
    for (PolicyBook book : books) {
      if (!book.effectiveFrom().orElse(Instant.MIN).isAfter(moment)) {
        found = book;
      }
    }
    return found;
  }
}
