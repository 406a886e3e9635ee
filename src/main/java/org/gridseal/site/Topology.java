package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where in the grid a site hangs, from the top down (CSIP 2.1 §4.3). The utility fills it in,
/// level by level, so it may end early but has no gaps.
@Embeddable
public record Topology(
    @Nullable @Column(name = "topology_system") String system,
    @Nullable @Column(name = "topology_sub_transmission") String subTransmission,
    @Nullable @Column(name = "topology_substation") String substation,
    @Nullable @Column(name = "topology_feeder") String feeder,
    @Nullable @Column(name = "topology_segment") String segment,
    @Nullable @Column(name = "topology_transformer") String transformer,
    @Nullable @Column(name = "topology_service_point") String servicePoint) {
  private static final List<String> NAMES =
      List.of(
          "system",
          "subTransmission",
          "substation",
          "feeder",
          "segment",
          "transformer",
          "servicePoint");

  /// The levels from the top down; a level that nobody filled in is null.
  private List<@Nullable String> levels() {
    return Arrays.asList(
        system, subTransmission, substation, feeder, segment, transformer, servicePoint);
  }

  void check(Findings findings) {
    List<@Nullable String> levels = levels();
    boolean open = false;
    for (int i = levels.size() - 1; i >= 0; i--) {
      String level = levels.get(i);
      findings.requireTextOrNone(level, NAMES.get(i), 32);
      findings.require(
          level != null || !open,
          NAMES.get(i),
          "topology-gap",
          "fill in this level, because one below it is filled in");
      open |= level != null;
    }
  }
}
