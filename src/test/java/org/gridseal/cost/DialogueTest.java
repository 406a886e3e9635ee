package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The expected figures were counted on a line without loss (docs/cost.md).
class DialogueTest {
  private static final Exchange CA_CERTIFICATES =
      new Exchange("cacerts", new DataVolume(58), new DataVolume(3098));

  private final Path ethernet = new Path(1500);
  private final CertificateSizes server = new CertificateSizes(List.of(655, 556));
  private final CertificateSizes device = new CertificateSizes(List.of(468));

  @Test
  void countsAResumedConnectionToTheOctet() {
    Dialogue gcm = connection(Handshake.resumed(Suite.TLS12_GCM), Suite.TLS12_GCM);
    Dialogue ccm8 = connection(Handshake.resumed(Suite.TLS12_CCM8), Suite.TLS12_CCM8);

    assertThat(gcm.up()).isEqualTo(new DataVolume(826));
    assertThat(gcm.volume()).isEqualTo(new DataVolume(826 + 3729));
    assertThat(gcm.packets()).isEqualTo(18);
    assertThat(ccm8.volume()).isEqualTo(new DataVolume(848 + 3705));
    assertThat(gcm.roundTrips()).isEqualTo(3);
  }

  @Test
  void countsAFullHandshakeOfTls13ToTheOctet() {
    Dialogue full = connection(Handshake.full(Suite.TLS13, server, device), Suite.TLS13);

    assertThat(full.volume()).isEqualTo(new DataVolume(1465 + 5156));
    assertThat(full.packets()).isEqualTo(20);
    assertThat(full.roundTrips()).isEqualTo(3);
  }

  @Test
  void needsOneRoundTripMoreForAFullHandshakeOfTls12() {
    Dialogue full = connection(Handshake.full(Suite.TLS12_CCM8, server, device), Suite.TLS12_CCM8);

    assertThat(full.roundTrips()).isEqualTo(4);
  }

  @Test
  void countsAnExchangeOverAKeptConnectionToTheOctet() {
    Dialogue kept = Dialogue.kept(ethernet, Suite.TLS12_GCM, List.of(CA_CERTIFICATES));

    assertThat(kept.up()).isEqualTo(new DataVolume(295));
    assertThat(kept.volume()).isEqualTo(new DataVolume(295 + 3283));
    assertThat(kept.packets()).isEqualTo(7);
    assertThat(kept.roundTrips()).isEqualTo(1);
  }

  @Test
  void sendsMoreAndSmallerPacketsOverASmallerWay() {
    Handshake resumed = Handshake.resumed(Suite.TLS12_GCM);
    Dialogue wide = connection(resumed, Suite.TLS12_GCM);
    Dialogue narrow =
        Dialogue.connection(new Path(576), resumed, Suite.TLS12_GCM, List.of(CA_CERTIFICATES));

    assertThat(narrow.packets()).isGreaterThan(wide.packets());
    assertThat(narrow.flights().stream().flatMap(it -> it.packets().stream()))
        .allMatch(packet -> packet <= 576);
  }

  @Test
  void packsEveryPacketOfATunnel() {
    Tunnel tunnel = new Tunnel(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofSeconds(20));
    Path inner = new Path(tunnel.inner(1500));

    Dialogue inside =
        Dialogue.kept(inner, Suite.TLS13, List.of(CA_CERTIFICATES)).inside(tunnel::around);

    assertThat(inside.flights().stream().flatMap(it -> it.packets().stream()))
        .allMatch(packet -> packet <= 1500)
        .allMatch(packet -> packet >= Path.ACK + 62);
  }

  private Dialogue connection(Handshake handshake, Suite suite) {
    return Dialogue.connection(ethernet, handshake, suite, List.of(CA_CERTIFICATES));
  }
}
