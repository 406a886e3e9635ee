package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedEncodingTest {
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "br, gzip;q=0.5", "deflate,gzip ; q=1", "gzip;q=0.001"})
  void includesGzipWhereItIsNamed(String header) {
    assertThat(AcceptedEncoding.includesGzip(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "*", "gzip;q=0", "br, gzip; q=0.000", "gzipped"})
  void includesItNowhereElse(String header) {
    assertThat(AcceptedEncoding.includesGzip(header)).isFalse();
  }

  @Test
  void includesNothingWhereNothingIsSaid() {
    assertThat(AcceptedEncoding.includesGzip(null)).isFalse();
  }
}
