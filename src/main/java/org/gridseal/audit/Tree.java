package org.gridseal.audit;

import java.util.ArrayList;
import java.util.List;

/// A Merkle tree (RFC 9162 §2.1) over whatever keeps its nodes: makes roots and proofs, of any size
/// up to what is kept, by the recursive definitions of the standard.
public final class Tree {
  /// Keeps the roots of complete subtrees.
  @FunctionalInterface
  public interface Nodes {
    /// The root of the complete subtree over the leaves from `index << height` on.
    ///
    /// @param height 0 for a leaf's own hash; the subtree has `1 << height` leaves
    Hash node(int height, long index);
  }

  private final Nodes nodes;

  public Tree(Nodes nodes) {
    this.nodes = nodes;
  }

  /// The tree's hash when it had that many leaves.
  public Hash root(long size) {
    return size == 0 ? Hash.ofEmptyTree() : hash(0, size);
  }

  /// RFC 9162 §2.1.3.1, `PATH`.
  ///
  /// @throws IllegalArgumentException if the index is not below the size
  public InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no index " + index + " in a tree of size " + size);
    }
    List<Hash> path = new ArrayList<>();
    collectInclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  /// RFC 9162 §2.1.4.1, `PROOF`.
  ///
  /// @throws IllegalArgumentException if the first size is above the second
  public ConsistencyProof consistency(long first, long second) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no proof from size " + first + " to size " + second);
    }
    List<Hash> path = new ArrayList<>();
    if (first > 0 && first < second) {
      collectConsistency(first, 0, second, true, path);
    }
    return new ConsistencyProof(first, second, path);
  }

  private void collectInclusion(long index, long start, long end, List<Hash> path) {
    if (end - start == 1) {
      return;
    }
    long middle = start + leftPart(end - start);
    if (index < middle) {
      collectInclusion(index, start, middle, path);
      path.add(hash(middle, end));
    } else {
      collectInclusion(index, middle, end, path);
      path.add(hash(start, middle));
    }
  }

  /// `SUBPROOF`.
  ///
  /// @param whole whether the earlier tree is still all of this range, whose hash the verifier
  ///   knows
  private void collectConsistency(
      long first, long start, long end, boolean whole, List<Hash> path) {
    if (first == end) {
      if (!whole) {
        path.add(hash(start, end));
      }
      return;
    }
    long middle = start + leftPart(end - start);
    if (first <= middle) {
      collectConsistency(first, start, middle, whole, path);
      path.add(hash(middle, end));
    } else {
      collectConsistency(first, middle, end, false, path);
      path.add(hash(start, middle));
    }
  }

  private Hash hash(long start, long end) {
    long leaves = end - start;
    if (Long.bitCount(leaves) == 1) {
      int height = Long.numberOfTrailingZeros(leaves);
      return nodes.node(height, start >> height);
    }
    long middle = start + leftPart(leaves);
    return Hash.ofNode(hash(start, middle), hash(middle, end));
  }

  /// The largest power of two below the number of leaves, which is at least 2.
  private static long leftPart(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
