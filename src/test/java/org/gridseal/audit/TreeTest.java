package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Roots and proofs against the recursive definition of RFC 9162 §2.1.
class TreeTest {
  private static final int LARGEST = 40;

  private final List<Hash> leaves =
      IntStream.range(0, LARGEST).mapToObj(i -> Hash.ofLeaf(bytes("entry " + i))).toList();
  private final Tree tree = new Tree(this::node);

  /// The eight leaves of the classic Certificate Transparency tests, and their roots.
  @ParameterizedTest(name = "of {0} leaves")
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void makesTheRootsOfCertificateTransparency(int size, String root) {
    List<String> inputs =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    var edge = new RightEdge();

    inputs.subList(0, size).forEach(hex -> edge.append(Hash.ofLeaf(HexFormat.of().parseHex(hex))));

    assertThat(edge.root()).hasToString(root);
  }

  @Test
  void makesEveryRootByDefinition() {
    for (int size = 0; size <= LARGEST; size++) {
      assertThat(tree.root(size)).isEqualTo(LogCheck.root(leaves.subList(0, size)));
    }
  }

  @Test
  void provesEveryLeafOfEverySizeAndNoOther() {
    for (int size = 1; size <= LARGEST; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index, size);

        assertThat(proof.proves(leaves.get(index), tree.root(size))).isTrue();
        assertThat(proof.proves(Hash.ofLeaf(bytes("another")), tree.root(size))).isFalse();
        assertThat(proof.proves(leaves.get(index), Hash.ofEmptyTree())).isFalse();
      }
    }
  }

  @Test
  void refusesAnInclusionProofWithAnyPartTakenAway() {
    InclusionProof proof = tree.inclusion(6, 13);
    Hash root = tree.root(13);

    for (int i = 0; i < proof.path().size(); i++) {
      List<Hash> shorter = new ArrayList<>(proof.path());
      shorter.remove(i);
      assertThat(new InclusionProof(6, 13, shorter).proves(leaves.get(6), root)).isFalse();
    }
    List<Hash> longer = new ArrayList<>(proof.path());
    longer.add(root);
    assertThat(new InclusionProof(6, 13, longer).proves(leaves.get(6), root)).isFalse();
    assertThat(new InclusionProof(5, 13, proof.path()).proves(leaves.get(6), root)).isFalse();
  }

  @Test
  void provesThatEveryTreeExtendsEveryEarlierOne() {
    for (int second = 0; second <= LARGEST; second++) {
      for (int first = 0; first <= second; first++) {
        ConsistencyProof proof = tree.consistency(first, second);

        assertThat(proof.proves(tree.root(first), tree.root(second))).isTrue();
        assertThat(proof.proves(Hash.ofLeaf(bytes("another")), tree.root(second))).isFalse();
        if (first > 0) {
          assertThat(proof.proves(tree.root(first), Hash.ofLeaf(bytes("another")))).isFalse();
        }
      }
    }
  }

  @Test
  void refusesAConsistencyProofWithAnyPartTakenAway() {
    ConsistencyProof proof = tree.consistency(6, 13);

    for (int i = 0; i < proof.path().size(); i++) {
      List<Hash> shorter = new ArrayList<>(proof.path());
      shorter.remove(i);
      assertThat(new ConsistencyProof(6, 13, shorter).proves(tree.root(6), tree.root(13)))
          .isFalse();
    }
  }

  @Test
  void makesNoProofOfWhatIsNotThere() {
    assertThatThrownBy(() -> tree.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  private Hash node(int height, long index) {
    int start = (int) index << height;
    return LogCheck.root(leaves.subList(start, start + (1 << height)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
