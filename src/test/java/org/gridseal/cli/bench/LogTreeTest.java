package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Tile;
import org.gridseal.audit.TilePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTreeTest {
  @ParameterizedTest(name = "{0} leaves")
  @ValueSource(ints = {0, 1, 2, 3, 7, 255, 256, 257, 1000, 65_536, 66_049, 131_073})
  void hasTheRootOfTheDefinition(int size) {
    List<Hash> leaves = leaves(size);
    LogTree tree = new LogTree(tile -> {});
    leaves.forEach(tree::append);

    assertThat(tree.size()).isEqualTo(size);
    assertThat(tree.root()).isEqualTo(defined(leaves));
  }

  @ParameterizedTest(name = "{0} leaves")
  @ValueSource(ints = {66_049})
  void handsOutEachTileOnceWhenItIsFull(int size) {
    List<Tile> full = new ArrayList<>();
    LogTree tree = new LogTree(full::add);
    leaves(size).forEach(tree::append);

    List<TilePath> expected =
        new ArrayList<>(IntStream.range(0, 256).mapToObj(n -> TilePath.full(0, n)).toList());
    expected.add(TilePath.full(1, 0));
    IntStream.range(256, 258).mapToObj(n -> TilePath.full(0, n)).forEach(expected::add);
    assertThat(full.stream().map(Tile::path).toList()).isEqualTo(expected);
  }

  private static List<Hash> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(n -> Hash.ofLeaf(ByteBuffer.allocate(4).putInt(n).array()))
        .toList();
  }

  /// RFC 9162 §2.1.1, word for word.
  private static Hash defined(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.ofEmptyTree();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = 1;
    while (2 * k < leaves.size()) {
      k = 2 * k;
    }
    return Hash.ofNode(defined(leaves.subList(0, k)), defined(leaves.subList(k, leaves.size())));
  }
}
