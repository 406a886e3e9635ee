package org.gridseal.audit;

import java.util.List;

/// Shows that a leaf is at its index in the tree of a size (RFC 9162 §2.1.3).
///
/// @param index counted from 0
/// @param size of the tree, in leaves
/// @param path siblings, the leaf's first
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no index " + index + " in a tree of size " + size);
    }
    path = List.copyOf(path);
  }

  /// Follows the path from the leaf to the root (RFC 9162 §2.1.3.2).
  public boolean proves(Hash leaf, Hash root) {
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if (isRightChild(node) || node == last) {
        hash = Hash.ofNode(sibling, hash);
        // A last node without a sibling is carried up until it is some node's right child.
        while (!isRightChild(node) && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.ofNode(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  private static boolean isRightChild(long node) {
    return (node & 1) == 1;
  }
}
