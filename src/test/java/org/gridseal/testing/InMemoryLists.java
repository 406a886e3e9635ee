package org.gridseal.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.RevocationList;
import org.gridseal.revocation.RevocationLists;

/// CRLs that are gone when the test is over.
public final class InMemoryLists implements RevocationLists {
  private final List<Published> published = new ArrayList<>();

  /// All of them, oldest first.
  public List<Published> published() {
    return List.copyOf(published);
  }

  @Override
  public Optional<Published> newest(String authority) {
    return published.isEmpty() ? Optional.empty() : Optional.of(published.getLast());
  }

  @Override
  public boolean add(String authority, RevocationList list) {
    return published.add(
        new Published(list.number(), list.thisUpdate(), new Encoded(list.encoded().bytes())));
  }
}
