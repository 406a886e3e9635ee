package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who guesses one-time codes.
class WrongCodesTest {
  private static final int WRONG = 401;
  private static final int RIGHT = 200;

  @TempDir private Path folder;

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final WrongCodes two = new WrongCodes(2, () -> now);

  @Test
  void stopsAPeerAndLetsItTryAgainLater() throws UnknownHostException {
    assertThat(tries("192.0.2.1", WRONG)).isTrue();
    assertThat(tries("192.0.2.1", WRONG)).isTrue();

    assertThat(tries("192.0.2.1", WRONG)).isFalse();
    assertThat(tries("192.0.2.2", WRONG)).isTrue();
    now = now.plus(Duration.ofSeconds(10));
    assertThat(tries("192.0.2.1", WRONG)).isTrue();
    assertThat(tries("192.0.2.1", WRONG)).isFalse();
  }

  @Test
  void countsNoCodeThatIsRight() throws UnknownHostException {
    for (int number = 0; number < 100; number++) {
      assertThat(tries("192.0.2.1", RIGHT)).isTrue();
    }
  }

  @Test
  void takesAnIpv6NetworkForOnePeer() throws UnknownHostException {
    assertThat(tries("2001:db8::1", WRONG)).isTrue();
    assertThat(tries("2001:db8::2", WRONG)).isTrue();

    assertThat(tries("2001:db8::3", WRONG)).isFalse();
    assertThat(tries("2001:db8:0:1::3", WRONG)).isTrue();
  }

  @Test
  void knowsNoLimitWhereThereShallBeNone() throws UnknownHostException {
    var none = new WrongCodes(0, () -> now);

    for (int number = 0; number < 100; number++) {
      assertThat(none.admits(InetAddress.getByName("192.0.2.1"))).isTrue();
    }
    assertThatThrownBy(() -> new WrongCodes(-1, () -> now)).hasMessageContaining("at least 0");
  }

  /// Nobody learns from it who is registered.
  @Test
  void givesTheSameAnswerForARegisteredDeviceAndAStranger() throws IOException {
    try (Listening listening = new Listening(folder, Map.of("limits.wrong-codes-per-peer", "2"))) {
      String registered = listening.utility().deviceId() + ":";
      String right = registered + listening.utility().oneTimeCode();
      String stranger = new UUID(7, 7) + ":";
      assertThat(ask(listening, right).status()).as("a right code is not counted").isEqualTo(200);
      assertThat(ask(listening, registered + "wrong").status()).isEqualTo(401);
      assertThat(ask(listening, stranger + "wrong").status()).isEqualTo(401);

      Answer known = ask(listening, registered + "wrong");
      Answer unknown = ask(listening, stranger + "wrong");

      assertThat(known.status()).isEqualTo(503);
      assertThat(known.header("Retry-After")).hasValue("10");
      assertThat(known).isEqualTo(unknown);
      assertThat(ask(listening, right)).as("even a right code waits").isEqualTo(unknown);
    }
  }

  private boolean tries(String peer, int status) throws UnknownHostException {
    InetAddress address = InetAddress.getByName(peer);
    boolean admitted = two.admits(address);
    if (admitted) {
      two.learn(address, org.gridseal.est.Answer.text(status, ""));
    }
    return admitted;
  }

  private static Answer ask(Listening listening, String userAndPassword) throws IOException {
    try (TlsDevice.Connection connection = listening.device("TLSv1.3").connect()) {
      return connection.post(
          "simpleenroll", OpenUtility.request(Optional.empty()), userAndPassword);
    }
  }
}
