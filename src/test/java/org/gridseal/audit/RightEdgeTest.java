package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.Test;

class RightEdgeTest {
  @Test
  void keepsTheRootOfAllThatWasAppended() {
    var edge = new RightEdge();
    List<Hash> leaves = new ArrayList<>();

    for (int i = 0; i < 70_000; i++) {
      leaves.add(leaf(i));
      edge.append(leaf(i));

      if (i % 4999 == 0 || i == 255 || i == 256 || i == 65_535) {
        assertThat(edge.root()).isEqualTo(LogCheck.root(leaves));
      }
    }
    assertThat(edge.root()).isEqualTo(LogCheck.root(leaves));
  }

  /// The worked example of C2SP tlog-tiles: 70,000 entries.
  @Test
  void fillsTheTilesOfTheSpecificationsExample() {
    var edge = new RightEdge();

    List<Tile> full =
        IntStream.range(0, 70_000)
            .mapToObj(i -> edge.append(leaf(i)))
            .flatMap(List::stream)
            .toList();

    assertThat(full).filteredOn(tile -> tile.path().level() == 0).hasSize(273);
    assertThat(full)
        .filteredOn(tile -> tile.path().level() == 1)
        .extracting(tile -> tile.path().toString())
        .containsExactly("tile/1/000");
    assertThat(IntStream.range(0, 4).mapToObj(edge::partial).flatMap(Optional::stream))
        .extracting(tile -> tile.path().toString())
        .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
  }

  @Test
  void goesOnFromWhatIsStored() {
    var edge = new RightEdge();
    IntStream.range(0, 1000).forEach(i -> edge.append(leaf(i)));
    List<List<Hash>> stored =
        IntStream.range(0, 2).mapToObj(i -> edge.partial(i).orElseThrow().hashes()).toList();

    var continued = new RightEdge(1000, stored);
    continued.append(leaf(1000));
    edge.append(leaf(1000));

    assertThat(continued.root()).isEqualTo(edge.root());
  }

  @Test
  void refusesAnEdgeOfAnotherSize() {
    assertThatThrownBy(() -> new RightEdge(2, List.of(List.of(leaf(0)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Hash leaf(int i) {
    return Hash.ofLeaf(("entry " + i + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
