package org.gridseal.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;

/// Asks over kept-alive connections, each of which asks again as soon as it has its answer: one
/// thread, bytes made beforehand, no pipelining. So little that the server beside it keeps most of
/// the machine.
final class OcspLoad {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final int connections;
  private final IntFunction<byte[]> requests;

  /// @param requests the n-th request, whole
  OcspLoad(URI server, int connections, IntFunction<byte[]> requests) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.connections = connections;
    this.requests = requests;
  }

  /// @param nanos how long each took
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(long[] nanos, double seconds) {
    double perSecond() {
      return nanos.length / seconds;
    }
  }

  /// Asks for so long.
  ///
  /// @throws FailedBenchException if an answer is not a successful OCSP response
  Result run(Duration time) {
    try (Selector selector = Selector.open()) {
      Line[] lines = new Line[connections];
      for (int number = 0; number < connections; number++) {
        lines[number] = new Line(selector);
      }
      Result result = run(selector, lines, time);
      for (Line line : lines) {
        line.channel.close();
      }
      return result;
    } catch (IOException e) {
      throw new FailedBenchException("the status listener does not answer", e);
    }
  }

  private Result run(Selector selector, Line[] lines, Duration time) throws IOException {
    long[] nanos = new long[1 << 20];
    int count = 0;
    int asked = 0;
    for (Line line : lines) {
      line.ask(requests.apply(asked++));
    }
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    while (System.nanoTime() - end < 0) {
      selector.select(100);
      for (SelectionKey key : selector.selectedKeys()) {
        Line line = (Line) key.attachment();
        if (line.receive()) {
          if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
          }
          nanos[count++] = System.nanoTime() - line.asked;
          line.ask(requests.apply(asked++));
        }
      }
      selector.selectedKeys().clear();
    }
    return new Result(Arrays.copyOf(nanos, count), (System.nanoTime() - begin) / 1e9);
  }

  /// One connection.
  private final class Line {
    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(16 * 1024);
    private long asked;

    Line(Selector selector) throws IOException {
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ask(byte[] request) throws IOException {
      input.clear();
      asked = System.nanoTime();
      ByteBuffer output = ByteBuffer.wrap(request);
      while (output.hasRemaining()) {
        channel.write(output);
      }
    }

    /// @return whether the answer is whole
    boolean receive() throws IOException {
      if (channel.read(input) < 0) {
        throw new FailedBenchException("the status listener hung up");
      }
      byte[] octets = input.array();
      int body = after(octets, input.position());
      if (body < 0 || input.position() < body + length(octets, body)) {
        return false;
      }
      demandSuccess(octets, body);
      return true;
    }
  }

  /// Where the body begins, or -1.
  private static int after(byte[] octets, int end) {
    for (int at = 0; at + 3 < end; at++) {
      if (octets[at] == '\r' && octets[at + 1] == '\n' && octets[at + 2] == '\r') {
        return at + 4;
      }
    }
    return -1;
  }

  private static int length(byte[] octets, int body) {
    for (int at = 0; at + LENGTH.length < body; at++) {
      if (isLength(octets, at)) {
        int length = 0;
        for (int digit = at + LENGTH.length; octets[digit] != '\r'; digit++) {
          length = 10 * length + octets[digit] - '0';
        }
        return length;
      }
    }
    throw new FailedBenchException("an answer does not say how long it is");
  }

  private static boolean isLength(byte[] octets, int from) {
    for (int at = 0; at < LENGTH.length; at++) {
      if (Character.toLowerCase(octets[from + at]) != LENGTH[at]) {
        return false;
      }
    }
    return true;
  }

  /// 200, and `successful` after the head of a sequence of 128 octets or more (RFC 6960 §4.2.1).
  private static void demandSuccess(byte[] octets, int body) {
    boolean isOk = octets[9] == '2' && octets[10] == '0' && octets[11] == '0';
    int inside = body + 2 + (octets[body + 1] & 0x7f);
    boolean isSuccessful =
        octets[body] == 0x30 && octets[inside] == 0x0a && octets[inside + 2] == 0;
    if (!isOk || !isSuccessful) {
      throw new FailedBenchException(
          "an answer is no successful OCSP response: "
              + new String(octets, 0, Math.min(200, body), StandardCharsets.US_ASCII));
    }
  }
}
