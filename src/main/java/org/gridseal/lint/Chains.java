package org.gridseal.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts certificates into the order in which peers send them: holder, issuer, root.
public final class Chains {
  private Chains() {}

  /// Makes one chain of several files where their certificates form one, and a chain of each file
  /// otherwise.
  ///
  /// @param files the certificates of each file, in any order
  public static List<List<Specimen>> of(List<List<Specimen>> files) {
    List<Specimen> all = files.stream().flatMap(List::stream).toList();
    return ordered(all)
        .map(List::of)
        .orElseGet(() -> files.stream().map(file -> ordered(file).orElse(file)).toList());
  }

  /// @return empty if they do not form one chain by their names
  private static Optional<List<Specimen>> ordered(List<Specimen> all) {
    List<Specimen> holders =
        all.stream().filter(it -> all.stream().noneMatch(other -> issued(it, other))).toList();
    if (holders.size() != 1) {
      return Optional.empty();
    }
    List<Specimen> chain = new ArrayList<>(holders);
    Optional<Specimen> next = issuerOf(chain, all);
    while (next.isPresent()) {
      chain.add(next.get());
      next = issuerOf(chain, all);
    }
    return Optional.of(List.copyOf(chain)).filter(it -> it.size() == all.size());
  }

  private static Optional<Specimen> issuerOf(List<Specimen> chain, List<Specimen> all) {
    Stream<Specimen> left = all.stream().filter(it -> !chain.contains(it));
    return left.filter(it -> issued(it, chain.getLast())).findFirst();
  }

  private static boolean issued(Specimen issuer, Specimen other) {
    return issuer != other && issuer.hasSubject() && issuer.subject().equals(other.issuer());
  }
}
