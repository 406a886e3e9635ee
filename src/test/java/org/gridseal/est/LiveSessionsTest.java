package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authorisation.Authorisations.Why;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.policy.Connection;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a decision about an identity does to its open connections, and to the sessions that it
/// would resume: both listeners, every engine, real sockets.
class LiveSessionsTest {
  /// The watch looks each second.
  private static final Duration SOON = Duration.ofSeconds(3);

  private static final SiteId SITE = new SiteId(new UUID(0, 2));

  @TempDir private Path folder;

  /// An engine, and a version of TLS.
  enum Way {
    BORINGSSL_12("fastest", "TLSv1.2"),
    BORINGSSL_13("fastest", "TLSv1.3"),
    JSSE_12("jsse", "TLSv1.2"),
    JSSE_13("jsse", "TLSv1.3"),
    BOUNCY_CASTLE("jsse", "");

    private final String engine;
    private final String protocol;

    Way(String engine, String protocol) {
      this.engine = engine;
      this.protocol = protocol;
    }

    TlsDevice device(Listening listening, Manufacturer.Device device) {
      return protocol.isEmpty()
          ? TlsDevice.ieee20305(device, listening.ieee20305Port())
          : TlsDevice.ordinary(device, listening.devicePort(), protocol);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void endsAnIdleConnectionOfWhoeverIsDenied(Way way) throws Exception {
    try (Listening listening = listen(way)) {
      TlsDevice device = way.device(listening, listening.factory());
      try (TlsDevice.Connection connection = device.connect();
          TlsDevice.Connection other = bystander(way, listening)) {
        assertThat(enroll(connection).status()).isEqualTo(200);

        decide(listening, LfdiState.DENIED);

        assertThat(endsWithin(connection, SOON)).isTrue();
        assertThat(other.cacerts().status()).as("somebody else's").isEqualTo(200);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refusesByNameAndResumesNothing(Way way) throws Exception {
    try (Listening listening = listen(way)) {
      TlsDevice device = way.device(listening, listening.factory());
      try (TlsDevice.Connection before = device.connect()) {
        assertThat(enroll(before).status()).isEqualTo(200);
      }
      decide(listening, LfdiState.SUSPENDED);
      listening.utility().restrictions().refresh();

      // With the session that the device remembers; and again, when there is none any more.
      for (int attempt = 0; attempt < 2; attempt++) {
        try (TlsDevice.Connection connection = device.connect()) {
          Answer refused = enroll(connection);
          assertThat(refused.status()).isEqualTo(403);
          assertThat(refused.body())
              .startsWith("lfdi-authorised: ")
              .contains("suspended", "call the utility", lfdi(listening).display());
          assertThat(refused.header("Connection")).hasValue("close");
          assertThat(connection.isEnded()).isTrue();
        }
      }
      assertThat(listening.utility().refusals()).containsExactly("lfdi-authorised");

      decide(listening, LfdiState.ALLOWED);
      listening.utility().restrictions().refresh();
      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(enroll(connection).status()).as("and back").isEqualTo(200);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void endsAConnectionWhoseCertificateIsRevoked(Way way) throws Exception {
    try (Listening listening = listen(way)) {
      Manufacturer.Device certified = listening.utility().certified();
      TlsDevice device = way.device(listening, certified);
      Lfdi lfdi = Lfdi.ofCertificate(certified.certificate().getEncoded());
      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(connection.cacerts().status()).isEqualTo(200);

        listening.utility().revoke(certified.certificate());
        listening
            .utility()
            .authorisations()
            .revoke(
                new SerialNumber(certified.certificate().getSerialNumber()),
                lfdi,
                Optional.of(Why.CERTIFICATE_REVOKED));

        assertThat(endsWithin(connection, SOON)).isTrue();
      }
      try (TlsDevice.Connection connection = device.connect()) {
        Answer refused = enroll(connection);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).startsWith("certificate-not-revoked: ");
        assertThat(connection.isEnded()).isTrue();
      }
    }
  }

  @Test
  void endsTheConnectionsOfASiteThatIsSuspended() throws Exception {
    try (Listening listening = listen(Way.JSSE_13)) {
      listening.utility().authorisations().put(lfdi(listening), holder());
      TlsDevice device = Way.JSSE_13.device(listening, listening.factory());
      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(connection.cacerts().status()).isEqualTo(200);
        // Until it is known whose the connection is.
        Thread.sleep(Duration.ofSeconds(7));

        listening.utility().authorisations().become(SITE, SiteState.SUSPENDED);

        assertThat(endsWithin(connection, SOON)).isTrue();
      }
    }
  }

  /// Only who has come with a certificate that somebody vouches for hears what is held against it.
  @Test
  void tellsAStrangerNothing() throws Exception {
    try (Listening listening = listen(Way.JSSE_13)) {
      Manufacturer.Device stranger = new OpenUtility().device();
      listening
          .utility()
          .authorisations()
          .decide(Lfdi.ofCertificate(stranger.certificate().getEncoded()), LfdiState.DENIED);
      listening.utility().restrictions().refresh();

      try (TlsDevice.Connection connection = Way.JSSE_13.device(listening, stranger).connect()) {
        Answer answer = enroll(connection);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
      }
    }
  }

  /// On a connection that is kept alive, and before any watch has looked.
  @Test
  void refusesTheNextRequestOfAKeptAliveConnection() throws Exception {
    try (Listening listening = listen(Way.JSSE_13)) {
      TlsDevice device = Way.JSSE_13.device(listening, listening.factory());
      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(enroll(connection).status()).isEqualTo(200);

        decide(listening, LfdiState.DENIED);
        listening.utility().restrictions().saw(1);

        assertThat(enroll(connection).status()).isEqualTo(403);
      }
    }
  }

  @Test
  void letsNobodyInWhileNothingIsKnown() throws Exception {
    try (Listening listening = listen(Way.JSSE_13)) {
      listening.utility().authorisations().goAway(true);
      listening.utility().restrictions().saw(1);
      TlsDevice device = Way.JSSE_13.device(listening, listening.factory());

      try (TlsDevice.Connection connection = device.connect()) {
        assertThat(enroll(connection).status()).isEqualTo(503);
      }
    }
  }

  @Test
  void forgetsAConnectionThatHasEnded() throws Exception {
    try (Listening listening = listen(Way.JSSE_13)) {
      TlsDevice device = Way.JSSE_13.device(listening, listening.factory());
      try (TlsDevice.Connection connection = device.connect()) {
        connection.cacerts();
        assertThat(listening.visits()).isOne();
      }

      long deadline = System.nanoTime() + SOON.toNanos();
      while (listening.visits() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      assertThat(listening.visits()).isZero();
    }
  }

  private Listening listen(Way way) {
    return new Listening(folder, Map.of("engine", way.engine));
  }

  private static TlsDevice.Connection bystander(Way way, Listening listening) throws IOException {
    return way.device(listening, new OpenUtility().device()).connect();
  }

  private static Lfdi lfdi(Listening listening) throws Exception {
    return Lfdi.ofCertificate(listening.factory().certificate().getEncoded());
  }

  private static void decide(Listening listening, LfdiState state) throws Exception {
    listening.utility().authorisations().decide(lfdi(listening), state);
  }

  private static Holder holder() {
    return new Holder(
        new DeviceId(new UUID(0, 1)),
        new HardwareIdentity("1.3.6.1.4.1.37250.13.1", new byte[] {1}),
        SITE,
        SiteState.APPROVED,
        Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(5)),
        true,
        false);
  }

  private static Answer enroll(TlsDevice.Connection connection) throws IOException {
    return connection.enroll(OpenUtility.request(Optional.empty()));
  }

  /// Whether the server says goodbye in that time.
  private static boolean endsWithin(TlsDevice.Connection connection, Duration time)
      throws IOException {
    connection.socket().setSoTimeout((int) time.toMillis());
    try {
      return connection.socket().getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
