package org.gridseal.cost;

import java.util.Arrays;
import java.util.List;

/// IP packets that one side sends before it hears more from the other.
///
/// @param up from the site to us
/// @param packets octets of each, headers included
record Flight(boolean up, List<Integer> packets) {
  Flight {
    packets = List.copyOf(packets);
  }

  static Flight up(Integer... packets) {
    return new Flight(true, Arrays.asList(packets));
  }

  static Flight down(Integer... packets) {
    return new Flight(false, Arrays.asList(packets));
  }

  DataVolume volume() {
    return new DataVolume(packets.stream().mapToLong(Integer::longValue).sum());
  }
}
