package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
  private final Gzip gzip = new Gzip();

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {0, 1, 100, 65_536, 200_000})
  void packsWhatOthersUnpack(int length) throws IOException {
    byte[] plain = octets(length);
    byte[] packed = gzip.pack(plain);

    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo(plain);
    assertThat(Gzip.unpack(packed, length)).isEqualTo(plain);
    assertThat(gzip.pack(plain)).isEqualTo(packed);
  }

  @Test
  void unpacksNoMoreThanIsAskedFor() {
    byte[] packed = gzip.pack(new byte[1_000_000]);

    assertThat(packed).hasSizeLessThan(2_000);
    assertThatThrownBy(() -> Gzip.unpack(packed, 999_999)).isInstanceOf(IOException.class);
  }

  @Test
  void noticesAFlippedBit() {
    byte[] packed = gzip.pack(octets(1_000));
    packed[500] ^= 1;

    assertThatThrownBy(() -> Gzip.unpack(packed, 1_000)).isInstanceOf(IOException.class);
  }

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }
}
