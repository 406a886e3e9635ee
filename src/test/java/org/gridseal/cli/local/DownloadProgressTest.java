package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {
  private final List<String> told = new ArrayList<>();
  private final StringBuilder rest = new StringBuilder();

  @Test
  void tellsEachEighthOnce() throws IOException {
    follow("P (1): a.gz (1/176 MB)\rP (1): a.gz (22/176 MB)\rP (1): a.gz (23/176 MB)\r");

    assertThat(told).containsExactly("  22 of 176 MB");
  }

  @Test
  void keepsWhatIsNoProgress() throws IOException {
    follow("[ERROR] no such host\nP (1): a.gz (176/176 MB)\r");

    assertThat(told).containsExactly("  176 of 176 MB");
    assertThat(rest).hasToString("[ERROR] no such host\n");
  }

  private void follow(String output) throws IOException {
    new DownloadProgress(told::add).follow(new StringReader(output), rest);
  }
}
