package org.gridseal.audit;

import java.util.ArrayList;
import java.util.List;

/// Shows that a tree is an extension of an earlier one: nothing was changed, removed or put between
/// (RFC 9162 §2.1.4).
///
/// @param first size of the earlier tree, in leaves
/// @param second size of the later tree
/// @param path as RFC 9162 §2.1.4.1 orders it
public record ConsistencyProof(long first, long second, List<Hash> path) {
  public ConsistencyProof {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no proof from size " + first + " to size " + second);
    }
    path = List.copyOf(path);
  }

  /// Rebuilds both roots from the path (RFC 9162 §2.1.4.2).
  ///
  /// Every tree extends the empty one, and every tree extends itself; the path is empty then.
  public boolean proves(Hash firstRoot, Hash secondRoot) {
    if (first == 0) {
      return path.isEmpty() && firstRoot.equals(Hash.ofEmptyTree());
    }
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    return rebuilds(firstRoot, secondRoot);
  }

  private boolean rebuilds(Hash firstRoot, Hash secondRoot) {
    List<Hash> hashes = new ArrayList<>(path);
    // The earlier tree is then one whole subtree of the later one, and its root is not repeated.
    if (Long.bitCount(first) == 1) {
      hashes.addFirst(firstRoot);
    }
    int common = Long.numberOfTrailingZeros(first);
    long node = (first - 1) >> common;
    long last = (second - 1) >> common;
    Hash earlier = hashes.getFirst();
    Hash later = earlier;
    for (Hash sibling : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if (isRightChild(node) || node == last) {
        earlier = Hash.ofNode(sibling, earlier);
        later = Hash.ofNode(sibling, later);
        while (!isRightChild(node) && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        later = Hash.ofNode(later, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && earlier.equals(firstRoot) && later.equals(secondRoot);
  }

  private static boolean isRightChild(long node) {
    return (node & 1) == 1;
  }
}
