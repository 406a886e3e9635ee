package org.gridseal.revocation;

import org.gridseal.authority.Partition;

/// What one CRL is about: a part of the certificates of one authority.
///
/// @param authority its short name
public record ListScope(String authority, Partition partition) {
  @Override
  public String toString() {
    return partition.isWhole() ? authority : authority + "/" + partition;
  }
}
