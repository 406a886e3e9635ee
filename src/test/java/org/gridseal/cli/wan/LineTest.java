package org.gridseal.cli.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final Duration DELAY = Duration.ofMillis(60);
  private static final Path INTERFACES = Path.of("/sys/class/net");

  @Test
  void delaysAndCountsEveryPacket() throws IOException {
    try (Line line = open(0);
        ServerSocketChannel listener = ServerSocketChannel.open().bind(null)) {
      InetSocketAddress server = new InetSocketAddress(line.address(), port(listener));
      Traffic before = line.traffic();

      long begun = System.nanoTime();
      SocketChannel device = line.atFarEnd(() -> SocketChannel.open(server));
      long took = System.nanoTime() - begun;

      assertThat(Duration.ofNanos(took)).isBetween(DELAY.multipliedBy(2), DELAY.multipliedBy(20));
      Traffic handshake = line.traffic().since(before);
      assertThat(handshake.bytesDown()).isEqualTo(60);
      assertThat(handshake.bytesUp()).isBetween(60L, 112L);
      device.close();
    }
  }

  @Test
  void letsNoPacketThroughThatIsTooLarge() throws IOException {
    try (Line line = open(1);
        ServerSocketChannel listener = ServerSocketChannel.open().bind(null)) {
      InetSocketAddress server = new InetSocketAddress(line.address(), port(listener));
      SocketChannel device = line.atFarEnd(() -> SocketChannel.open(server));
      SocketChannel accepted = listener.accept();
      Traffic before = line.traffic();

      accepted.write(ByteBuffer.allocate(3_000));
      ByteBuffer received = ByteBuffer.allocate(3_000);
      while (received.hasRemaining() && device.read(received) >= 0) {}

      assertThat(received.hasRemaining()).isFalse();
      Traffic sent = line.traffic().since(before);
      // Segments of 1400 - 52 octets, each with its headers: nothing is merged on the way.
      assertThat(sent.packetsDown()).isEqualTo(3);
      assertThat(sent.bytesDown()).isEqualTo(3_000 + 3 * 52);
      device.close();
      accepted.close();
    }
  }

  @Test
  void leavesNoInterfaceBehind() throws IOException {
    List<Path> before = interfaces();

    open(2).close();

    assertThat(interfaces()).isEqualTo(before);
  }

  private static Line open(int number) {
    try {
      return Line.open(number, new Conditions(DELAY, 0, 10_000_000, 10_000_000, 1400), 1);
    } catch (UnsupportedLineException e) {
      return abort("nothing was tried: " + e);
    }
  }

  private static List<Path> interfaces() throws IOException {
    if (!Files.isDirectory(INTERFACES)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(INTERFACES)) {
      return files.sorted().toList();
    }
  }

  private static int port(ServerSocketChannel listener) throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }
}
