package org.gridseal.revocation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The lists of one scope that matter for the next.
///
/// @param complete the newest that is complete
/// @param before the one before that
/// @param delta the newest
record ListStanding(
    Optional<IssuedList> complete, Optional<IssuedList> before, Optional<IssuedList> delta) {
  static final ListStanding NONE =
      new ListStanding(Optional.empty(), Optional.empty(), Optional.empty());

  /// @param lists of one scope, newest first
  static ListStanding of(List<IssuedList> lists) {
    List<IssuedList> complete = lists.stream().filter(list -> !list.isDelta()).toList();
    return new ListStanding(
        complete.stream().findFirst(),
        complete.stream().skip(1).findFirst(),
        lists.stream().filter(IssuedList::isDelta).findFirst());
  }

  /// The number of the next list, complete or not (RFC 5280 §5.2.3).
  long nextNumber() {
    return lists().mapToLong(IssuedList::number).max().orElse(0) + 1;
  }

  /// The position up to which somebody who reads all lists knows the register.
  long covered() {
    return lists().mapToLong(IssuedList::covered).max().orElse(0);
  }

  /// The newest of either kind.
  Optional<IssuedList> newest() {
    return lists().max((one, other) -> Long.compare(one.number(), other.number()));
  }

  /// Where a delta counts from: the complete list before the newest, so that whoever still has that
  /// one can use it (RFC 5280 §5.2.4).
  Optional<IssuedList> base() {
    return before.isPresent() ? before : complete;
  }

  private Stream<IssuedList> lists() {
    return Stream.of(complete, delta).flatMap(Optional::stream);
  }
}
