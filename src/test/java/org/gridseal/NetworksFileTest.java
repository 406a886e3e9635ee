package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gridseal.document.BrokenDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks that change while devices come over them.
class NetworksFileTest {
  private static final String ONE =
      """
      networks:
        - { name: vpn, says: the only one, path: vpn, ranges: [10.20.0.0/16] }
      """;

  @TempDir private Path folder;

  @Test
  void areNoneWhereThereIsNoFile() throws IOException {
    var networks = new NetworksFile(folder.resolve("networks.yaml"));

    assertThat(networks.get().size()).isZero();
    write(ONE);
    assertThat(networks.refresh()).isTrue();
    assertThat(networks.get().size()).isOne();
    assertThat(networks.refresh()).isFalse();
  }

  @Test
  void stayAsTheyAreWhenTheFileBreaks() throws IOException {
    write(ONE);
    var networks = new NetworksFile(folder.resolve("networks.yaml"));
    write(ONE.replace("/16", "/8"));

    assertThatThrownBy(networks::refresh).isInstanceOf(BrokenDocumentException.class);
    assertThat(networks.get().size()).isOne();
    assertThat(networks.refresh()).as("told once").isFalse();
  }

  @Test
  void doNotStartBroken() throws IOException {
    write("networks: 7");

    assertThatThrownBy(() -> new NetworksFile(folder.resolve("networks.yaml")))
        .isInstanceOf(BrokenDocumentException.class);
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("networks.yaml"), yaml);
  }
}
