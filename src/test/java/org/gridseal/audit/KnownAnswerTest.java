package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Proofs and roots that others computed (transparency-dev/merkle), where they are at hand: the
/// folder that the environment variable `GRIDSEAL_VECTORS` names.
class KnownAnswerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path vectors = Path.of("");

  @BeforeEach
  void findVectors() {
    String folder = System.getenv("GRIDSEAL_VECTORS");
    assumeTrue(folder != null, "GRIDSEAL_VECTORS names no folder with vectors");
    vectors = Path.of(folder);
  }

  @Test
  void agreesOnInclusion() throws IOException {
    List<JsonNode> probes = probes("inclusion");

    assertThat(probes).hasSizeGreaterThan(90);
    for (JsonNode probe : probes) {
      // Our hashes have 32 bytes by type, which makes one more probe a refusal.
      boolean wanted =
          !probe.get("wantErr").asBoolean() && probe.get("root").asText().length() == 44;
      assertThat(includes(probe)).as(probe.get("desc").asText()).isEqualTo(wanted);
    }
  }

  @Test
  void agreesOnConsistency() throws IOException {
    List<JsonNode> probes = probes("consistency");

    assertThat(probes).hasSizeGreaterThan(90);
    for (JsonNode probe : probes) {
      // Every tree extends the empty one (C2SP tlog-witness); the makers of the probes refuse that.
      if (probe.get("size1").asLong() != 0) {
        boolean wanted =
            !probe.get("wantErr").asBoolean() && probe.get("root1").asText().length() == 44;
        assertThat(extend(probe)).as(probe.get("desc").asText()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void agreesOnRootsUpToSeventyThousand() throws IOException {
    Map<Long, String> roots = new HashMap<>();
    for (String line : Files.readAllLines(vectors.resolve("generated/roots-entry-n.csv"))) {
      if (!line.startsWith("size")) {
        int comma = line.indexOf(',');
        roots.put(Long.valueOf(line.substring(0, comma)), line.substring(comma + 1));
      }
    }
    var edge = new RightEdge();

    for (int i = 0; i <= 70_000; i++) {
      String root = roots.get(edge.size());
      if (root != null) {
        assertThat(edge.root()).hasToString(root);
      }
      edge.append(Hash.ofLeaf(("entry " + i + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  private List<JsonNode> probes(String kind) throws IOException {
    List<JsonNode> probes = new ArrayList<>();
    Path folder = vectors.resolve("transparency-dev-merkle/testdata").resolve(kind);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        probes.add(JSON.readTree(file.toFile()));
      }
    }
    return probes;
  }

  private static boolean includes(JsonNode probe) {
    try {
      long index = probe.get("leafIdx").asLong();
      return new InclusionProof(index, probe.get("treeSize").asLong(), path(probe))
          .proves(hash(probe.get("leafHash")), hash(probe.get("root")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean extend(JsonNode probe) {
    try {
      long first = probe.get("size1").asLong();
      return new ConsistencyProof(first, probe.get("size2").asLong(), path(probe))
          .proves(hash(probe.get("root1")), hash(probe.get("root2")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Hash> path(JsonNode probe) {
    List<Hash> path = new ArrayList<>();
    probe.get("proof").forEach(sibling -> path.add(hash(sibling)));
    return path;
  }

  private static Hash hash(JsonNode base64) {
    return Hash.of(Base64.getDecoder().decode(base64.asText()));
  }
}
