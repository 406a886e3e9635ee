package org.gridseal.est;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Device listeners behind a proxy that says where a connection comes from.
class ProxyHeaderTest {
  private static final String PROXIES = "proxies";
  private static final String LINE = "203.0.113.7";

  /// Octets that begin every header of version 2.
  private static final byte[] SIGNATURE = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  @TempDir private Path folder;
  private final OpenUtility utility = new OpenUtility();

  @Test
  void aDeviceComesFromWhereATrustedProxySays() throws IOException {
    utility.allowLine(LINE);
    try (Listening listening = listening("127.0.0.1")) {
      assertThat(enrolled(listening, proxied(LINE))).isEqualTo(200);
      assertThat(enrolled(listening, proxied("203.0.113.8"))).isEqualTo(403);
    }
  }

  @Test
  void theOtherListenerDoesSo() throws IOException {
    utility.allowLine(LINE);
    try (Listening listening = listening("127.0.0.1")) {
      assertThat(enrolled(listening.device20305(), proxied(LINE))).isEqualTo(200);
      assertThat(enrolled(listening.device20305(), proxied("2001:db8::7"))).isEqualTo(403);
    }
  }

  @Test
  void aHeaderIsNotUnderstoodFromAnybodyElse() throws IOException {
    try (Listening listening = listening("192.0.2.1")) {
      assertThatThrownBy(() -> listening.device("TLSv1.3").connect(proxied(LINE)).close())
          .isInstanceOf(IOException.class);
      assertThat(cacerts(listening, new byte[0])).isEqualTo(200);
    }
  }

  @Test
  void nobodyComesThroughAProxyThatSaysNothing() throws IOException {
    try (Listening listening = listening("127.0.0.1")) {
      assertThatThrownBy(() -> listening.device("TLSv1.3").connect().close())
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXY TCP4 203.0.113.7 127.0.0.1 4711 9443\r\n", "PROXY UNKNOWN\r\n"})
  void theFirstVersionIsNotUnderstood(String header) throws IOException {
    try (Listening listening = listening("127.0.0.1")) {
      assertThatThrownBy(
              () -> listening.device("TLSv1.3").connect(header.getBytes(ISO_8859_1)).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aProxyMayLookWhetherTheListenerLives() throws IOException {
    try (Listening listening = listening("127.0.0.0/8")) {
      assertThat(cacerts(listening, header(0x20, 0x00, new byte[0]))).isEqualTo(200);
    }
  }

  @Test
  void connectionsAreCountedByWhereTheyComeFrom() throws IOException {
    var settings = Map.of(PROXIES, "127.0.0.1", "limits.connections-per-peer", "1");
    try (Listening listening = new Listening(folder, settings, utility);
        TlsDevice.Connection first = listening.device("TLSv1.3").connect(proxied(LINE))) {
      assertThat(first.cacerts().status()).isEqualTo(200);
      assertThatThrownBy(() -> listening.device("TLSv1.3").connect(proxied(LINE)).close())
          .isInstanceOf(IOException.class);
      assertThat(cacerts(listening, proxied("203.0.113.8"))).isEqualTo(200);
    }
  }

  /// On the engine whose connections can be bound to a request.
  private Listening listening(String proxies) {
    return new Listening(folder, Map.of(PROXIES, proxies, "engine", "jsse"), utility);
  }

  private static int enrolled(Listening listening, byte[] header) throws IOException {
    return enrolled(listening.device("TLSv1.3"), header);
  }

  private static int enrolled(TlsDevice device, byte[] header) throws IOException {
    try (TlsDevice.Connection connection = device.connect(header)) {
      byte[] request = Requests.fresh().challengePassword(connection.binding()).encoded();
      return connection.enroll(request).status();
    }
  }

  private static int cacerts(Listening listening, byte[] header) throws IOException {
    try (TlsDevice.Connection connection = listening.device("TLSv1.3").connect(header)) {
      return connection.cacerts().status();
    }
  }

  /// TCP from an address to the listener (PROXY, STREAM).
  private static byte[] proxied(String source) {
    byte[] address = InetAddress.ofLiteral(source).getAddress();
    byte[] addresses =
        ByteBuffer.allocate(2 * address.length + 2 * Short.BYTES)
            .put(address)
            .put(new byte[address.length])
            .putShort((short) 4711)
            .putShort((short) 9443)
            .array();
    return header(0x21, address.length == 4 ? 0x11 : 0x21, addresses);
  }

  private static byte[] header(int versionAndCommand, int family, byte[] addresses) {
    var header = new ByteArrayOutputStream();
    header.writeBytes(SIGNATURE);
    header.write(versionAndCommand);
    header.write(family);
    header.write(0);
    header.write(addresses.length);
    header.writeBytes(addresses);
    return header.toByteArray();
  }
}
