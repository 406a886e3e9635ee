package org.gridseal.policy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;
import org.gridseal.network.AddressRange;
import org.gridseal.policy.Controls.Wan.Path;
import org.jspecify.annotations.Nullable;

/// The networks of `networks.yaml`: by its address a device shows over which paths of the WAN it
/// comes. Whoever is in none of them comes from the public Internet. Immutable.
public final class AccessNetworks {
  /// Nobody comes from anywhere but the public Internet.
  public static final AccessNetworks NONE = new AccessNetworks(List.of());

  private final List<Network> networks;

  private AccessNetworks(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /// Reads `networks.yaml`.
  ///
  /// @throws BrokenDocumentException if the file does not conform to `networks.schema.json`, or
  ///   holds a range that is none; it names line and path
  public static AccessNetworks parse(byte[] yaml) {
    Document document = Document.read(yaml, "networks.schema.json");
    List<Entry> entries = document.as(NetworksFile.class).networks();
    List<Problem> problems = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String pointer = "/networks/" + i + "/ranges";
      List<AddressRange> ranges = new ArrayList<>();
      for (int j = 0; j < entry.ranges().size(); j++) {
        String place = pointer + "/" + j;
        read(entry.ranges().get(j))
            .ifPresentOrElse(
                ranges::add,
                () ->
                    problems.add(
                        BookFile.problem(
                            document,
                            place,
                            "no range such as 10.20.0.0/16 or 2001:db8:20::/48, whose bits beyond"
                                + " the prefix are 0")));
      }
      networks.add(new Network(entry.path(), ranges, entry.scope()));
    }
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems);
    }
    return new AccessNetworks(networks);
  }

  private static Optional<AddressRange> read(String range) {
    try {
      return Optional.of(AddressRange.parse(range));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The paths that a connection counts as; the public Internet always is among them, for a tier
  /// that accepts it does not ask for more.
  ///
  /// @param peer where the connection comes from
  /// @param setting of the site that it is for
  public Set<Path> pathsOf(InetAddress peer, Setting setting) {
    Set<Path> paths = EnumSet.of(Path.PUBLIC_INTERNET);
    networks.stream()
        .filter(network -> network.isFor(setting) && network.holds(peer))
        .map(Network::path)
        .forEach(paths::add);
    return Collections.unmodifiableSet(paths);
  }

  /// How many there are.
  public int size() {
    return networks.size();
  }

  /// @param scope whose sites come from there; null: all
  private record Network(Path path, List<AddressRange> ranges, @Nullable Scope scope) {
    boolean isFor(Setting setting) {
      return scope == null || scope.fits(setting);
    }

    boolean holds(InetAddress peer) {
      return ranges.stream().anyMatch(range -> range.contains(peer));
    }
  }

  /// What is null does not matter.
  private record Scope(@Nullable String utility, @Nullable Set<String> feeders) {
    boolean fits(Setting setting) {
      return (utility == null || utility.equals(setting.utility()))
          && (feeders == null || feeders.contains(setting.feeder()));
    }
  }

  private record Entry(
      String name, String says, Path path, List<String> ranges, @Nullable Scope scope) {}

  private record NetworksFile(List<Entry> networks) {}
}
