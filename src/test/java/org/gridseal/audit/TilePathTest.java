package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 67, 5, tile/0/067.p/5",
    "1, 1234067, 256, tile/1/x001/x234/067",
    "7, 1000, 255, tile/7/x001/000.p/255",
    "-1, 273, 112, tile/entries/273.p/112",
  })
  void isWrittenAsTheSpecificationWritesIt(int level, long index, int width, String text) {
    var path = new TilePath(level, index, width);

    assertThat(path).hasToString(text);
    assertThat(TilePath.parse(text)).contains(path);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "tile/0/0",
        "tile/00/000",
        "tile/8/000",
        "tile/0/x000/067",
        "tile/0/067.p/0",
        "tile/0/067.p/256",
        "tile/0/067.p/05",
        "tile/0/x001/67",
        "/tile/0/000",
        "tile/data/000",
        "tile/0/000/../../checkpoint",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999"
      })
  void isWrittenInNoOtherWay(String text) {
    assertThat(TilePath.parse(text)).isEmpty();
  }

  @Test
  void isPartialOnlyAtTheEndOfTheTree() {
    assertThat(TilePath.ofLeaf(511, 512)).hasToString("tile/0/001");
    assertThat(TilePath.ofLeaf(256, 513)).hasToString("tile/0/001");
    assertThat(TilePath.ofLeaf(512, 513)).hasToString("tile/0/002.p/1");
    assertThatThrownBy(() -> TilePath.ofLeaf(512, 512))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
