package org.gridseal.enrollment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// Successions that are gone when the test is over, with the rule of the table.
final class InMemorySuccessions implements Successions {
  private final InMemoryCertificates certificates;
  private final List<Succession> links = new ArrayList<>();
  private final Map<DeviceId, Lfdi> registered = new HashMap<>();

  InMemorySuccessions(InMemoryCertificates certificates) {
    this.certificates = certificates;
  }

  /// Remembers what is there now, and gives what restores it.
  Runnable mark() {
    int size = links.size();
    return () -> links.subList(size, links.size()).clear();
  }

  /// Says which identity a device was registered with.
  void register(DeviceId device, Lfdi lfdi) {
    registered.put(device, lfdi);
  }

  @Override
  public List<Succession> link(List<Successor> successors) {
    return successors.stream().flatMap(successor -> link(successor).stream()).toList();
  }

  private Optional<Succession> link(Successor successor) {
    KeptCertificate kept = certificates.find(successor.serialNumber()).orElseThrow();
    @Nullable KeptCertificate head =
        certificates.of(kept.device()).stream()
            .filter(other -> other.profile().equals(kept.profile()) && !other.equals(kept))
            .filter(other -> from(other.lfdi()).isEmpty())
            .findFirst()
            .orElse(null);
    @Nullable Lfdi before = head == null ? registered.get(kept.device()) : head.lfdi();
    if (before == null || (head == null && from(before).isPresent())) {
      return Optional.empty();
    }
    var until = successor.overlapUntil();
    if (head != null && head.notAfter().isBefore(until)) {
      until = head.notAfter();
    }
    var link =
        new Succession(
            kept.device(),
            kept.profile(),
            to(before).map(Succession::ordinal).orElse(0) + 1,
            before,
            Optional.ofNullable(head).map(KeptCertificate::serialNumber),
            kept.lfdi(),
            kept.serialNumber(),
            successor.since(),
            until.isBefore(successor.since()) ? successor.since() : until);
    links.add(link);
    return Optional.of(link);
  }

  @Override
  public Optional<Succession> to(Lfdi successor) {
    return links.stream().filter(link -> link.successor().equals(successor)).findFirst();
  }

  @Override
  public Optional<Succession> from(Lfdi predecessor) {
    return links.reversed().stream()
        .filter(link -> link.predecessor().equals(predecessor))
        .findFirst();
  }

  @Override
  public List<Succession> chainOf(Lfdi any) {
    return Stream.concat(to(any).stream(), from(any).stream())
        .findFirst()
        .map(
            one ->
                links.stream()
                    .filter(
                        link ->
                            link.device().equals(one.device())
                                && link.profile().equals(one.profile()))
                    .toList())
        .orElseGet(List::of);
  }
}
