package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakesTest {
  private final Handshakes handshakes = new Handshakes();

  @Test
  void countsASessionThatComesBackAsResumed() {
    handshakes.completed(0, new byte[] {1});
    handshakes.completed(1, new byte[] {2});
    Handshakes.Count warm = handshakes.count();
    handshakes.completed(0, new byte[] {1});
    handshakes.completed(1, new byte[] {3});

    assertThat(handshakes.count()).isEqualTo(new Handshakes.Count(4, 1));
    assertThat(handshakes.count().since(warm).resumedShare()).isEqualTo(0.5);
  }

  @Test
  void takesNoIdForNoSession() {
    handshakes.completed(0, new byte[0]);
    handshakes.completed(0, new byte[0]);

    assertThat(handshakes.count().resumed()).isZero();
  }
}
