package org.gridseal.cost;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Wan.Path;

/// A way from a site to us, as `wan.yaml` describes it.
///
/// @param name stable, for commands and recorded results
/// @param reach whose network it is
/// @param roundTrip of a small packet when nothing else is on the way; below a second
/// @param loss of packets, each way
/// @param uplink from the site
/// @param mtu octets of the largest IP packet
/// @param basis where these figures come from
/// @param plans names of the price plans that can be had for it
public record Wan(
    String name,
    String title,
    Reach reach,
    Duration roundTrip,
    Share loss,
    BitRate uplink,
    BitRate downlink,
    int mtu,
    String basis,
    List<String> plans) {
  public Wan {
    plans = List.copyOf(plans);
  }

  /// Whose network it is.
  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  public enum Reach {
    PUBLIC,
    PRIVATE_APN,
    PRIVATE_CIRCUIT;

    /// The cheapest first: a tunnel is dearer than none.
    private Stream<Path> ways() {
      return switch (this) {
        case PUBLIC -> Stream.of(Path.PUBLIC_INTERNET, Path.IP_ALLOW_LIST, Path.VPN);
        case PRIVATE_APN -> Stream.of(Path.PRIVATE_APN, Path.VPN);
        case PRIVATE_CIRCUIT -> Stream.of(Path.VPN_ON_PRIVATE_CIRCUIT, Path.VPN);
      };
    }

    /// The ways of the policy that it can be used as. A list of addresses is left out where none is
    /// asked for: it costs the same.
    List<Path> among(Set<Path> accepted) {
      return ways()
          .filter(accepted::contains)
          .filter(way -> way != Path.IP_ALLOW_LIST || !accepted.contains(Path.PUBLIC_INTERNET))
          .toList();
    }
  }
}
