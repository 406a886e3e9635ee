package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The expected figures were read off the wire, between our listeners and the clients of the
/// measurement; certificates of 468 octets for the device and 655 and 556 for the listener.
class HandshakeTest {
  private final CertificateSizes server = new CertificateSizes(List.of(655, 556));
  private final CertificateSizes device = new CertificateSizes(List.of(468));

  @Test
  void isWhatBoringSslSendsInTls12() {
    Handshake handshake = Handshake.full(Suite.TLS12_GCM, server, device);

    assertThat(handshake.flights()).containsExactly(121, 1488, 660, 51);
  }

  @Test
  void isWhatBouncyCastleSendsWithTheSuiteOfIeee20305() {
    Handshake handshake = Handshake.full(Suite.TLS12_CCM8, server, device);

    assertThat(handshake.flights()).containsExactly(167, 1534, 685, 43);
  }

  @Test
  void isWhatBoringSslSendsInTls13() {
    Handshake handshake = Handshake.full(Suite.TLS13, server, device);

    assertThat(handshake.flights()).containsExactly(181, 1536, 624);
  }

  @Test
  void takesUpASessionByItsId() {
    assertThat(Handshake.resumed(Suite.TLS12_GCM).flights()).containsExactly(153, 147, 51);
    assertThat(Handshake.resumed(Suite.TLS12_CCM8).flights()).containsExactly(199, 139, 43);
  }

  @Test
  void growsWithTheChainOfEitherSide() {
    CertificateSizes longer = new CertificateSizes(List.of(468, 500));

    int more =
        Handshake.full(Suite.TLS12_CCM8, server, longer).flights().get(2)
            - Handshake.full(Suite.TLS12_CCM8, server, device).flights().get(2);

    assertThat(more).isEqualTo(500 + 3);
  }

  @Test
  void doesNotResumeWhatOurListenersDoNot() {
    assertThatThrownBy(() -> Handshake.resumed(Suite.TLS13))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
