package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {
  @Test
  void neverUsesAKeyTwice() {
    Fleet fleet = new Fleet(3);

    List<String> keys =
        IntStream.range(0, 30)
            .mapToObj(number -> fleet.request(number % 3).parsed().key().fingerprint())
            .map(HexFormat.of()::formatHex)
            .toList();

    assertThat(keys).doesNotHaveDuplicates();
  }
}
