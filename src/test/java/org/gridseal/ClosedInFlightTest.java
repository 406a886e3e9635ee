package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.gridseal.audit.Actor;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningKey;
import org.gridseal.enrollment.Attempt;
import org.gridseal.enrollment.Channel;
import org.gridseal.enrollment.Credential;
import org.gridseal.enrollment.KeptCertificate;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.enrollment.Outcome;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.site.Violation;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.RegisterRows;
import org.gridseal.testing.Requests;
import org.gridseal.x509.HardwareModuleName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A device enrolls at one replica while people close its site, or take it out, at another: whoever
/// of the two commits first, no good certificate is left.
@Timeout(60)
class ClosedInFlightTest {
  private static final Actor OPERATOR = new Actor("operator", Set.of("operator"), "utility");

  private final Database database = Database.shared();
  private final RegisterRows rows = new RegisterRows(database);
  private final SiteId site = rows.site("APPROVED");
  private final DeviceId device = rows.device(site);
  private final BusyKey key = new BusyKey();
  private final Authorities authorities =
      new Authorities(key, InstantSource.fixed(Authorities.NOW));
  private final WirelessReplica here = new WirelessReplica(database, authorities);
  private final WirelessReplica there = new WirelessReplica(database, authorities);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    callers.close();
    here.close();
    there.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "WITHDRAW, SITE,   device-registered",
    "WITHDRAW, DEVICE, device-registered",
    "SUSPEND,  SITE,   site-open",
    "SUSPEND,  DEVICE, site-open"
  })
  void keepsNothingOfWhatIsClosedWhileItIsSigned(Act act, What what, String rule) {
    key.letInBeforeSigning(() -> take(act, what));

    Outcome outcome = enroll(factory());

    assertThat(rules(outcome)).containsExactly(rule);
    assertThat(outcome).as("in the words of the next refusal").isEqualTo(enroll(factory()));
    assertThat(here.certificates.of(device)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"keyCompromise", "certificateHold"})
  void keepsNoRenewalOfWhatIsRevokedWhileItIsSigned(RevocationReason reason) {
    X509Certificate first = certificate(enroll(factory()));
    var shown = new Credential.OperatorCertificate(first);
    key.letInBeforeSigning(() -> there.revocation.revoke(serialOf(first), reason, OPERATOR));

    Outcome outcome = enroll(shown);

    assertThat(rules(outcome)).containsExactly("certificate-not-revoked");
    assertThat(outcome).isEqualTo(enroll(shown));
    assertThat(kept()).containsExactly(first);
  }

  @Test
  void saysThatSiteAndCertificateAreClosedWhereBothAre() {
    X509Certificate first = certificate(enroll(factory()));
    var shown = new Credential.OperatorCertificate(first);
    key.letInBeforeSigning(() -> take(Act.SUSPEND, What.SITE));

    Outcome outcome = enroll(shown);

    assertThat(rules(outcome)).containsExactly("certificate-not-revoked", "site-open");
    assertThat(outcome).isEqualTo(enroll(shown));
  }

  @Test
  void spendsNoCodeOnWhatIsClosedWhileItIsSigned() {
    OneTimeCodes.Issued code = here.codes.issue(device, OPERATOR).orElseThrow();
    var shown = new Credential.OneTimeCode(device, code.code());
    key.letInBeforeSigning(() -> take(Act.SUSPEND, What.SITE));
    assertThat(rules(enroll(shown))).containsExactly("site-open");

    take(Act.RESTORE, What.SITE);

    assertThat(kept()).isEmpty();
    assertThat(certificate(enroll(shown))).isNotNull();
    assertThat(here.codes.statusOf(device).orElseThrow().spentOn()).isPresent();
  }

  @Test
  void takesBackACertificateWhoseCodeIsWithdrawnWhileItIsSigned() {
    OneTimeCodes.Issued code = here.codes.issue(device, OPERATOR).orElseThrow();
    key.letInBeforeSigning(() -> there.codes.withdraw(device, code.id(), OPERATOR));

    Outcome outcome = enroll(new Credential.OneTimeCode(device, code.code()));

    assertThat(outcome).isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(kept()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "WITHDRAW, SITE,   REVOKED",
    "WITHDRAW, DEVICE, REVOKED",
    "SUSPEND,  SITE,   HELD",
    "SUSPEND,  DEVICE, HELD"
  })
  void findsACertificateThatIsAboutToBeCommitted(Act act, What what, State state) throws Exception {
    var door = new Door();
    key.letInBeforeSigning(() -> here.letInBeforeCommit(door::pass));
    var enrolling = CompletableFuture.supplyAsync(() -> enroll(factory()), callers);
    door.awaitArrival();

    var taking = CompletableFuture.runAsync(() -> take(act, what), callers);
    awaitSomebodyWhoWaits();
    door.open();

    X509Certificate certificate = certificate(enrolling.join());
    taking.join();
    assertThat(there.register.stateOf(serialOf(certificate))).isEqualTo(state);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void findsThatAMeasureIsAboutToBeCommitted(What what) throws Exception {
    var door = new Door();
    there.letInBeforeCommit(door::pass);
    var taking = new AtomicReference<CompletableFuture<Void>>();
    key.letInBeforeSigning(
        () -> {
          taking.set(CompletableFuture.runAsync(() -> take(Act.SUSPEND, what), callers));
          door.awaitArrival();
        });

    var enrolling = CompletableFuture.supplyAsync(() -> enroll(factory()), callers);
    awaitSomebodyWhoWaits();
    door.open();

    assertThat(rules(enrolling.join())).containsExactly("site-open");
    taking.get().join();
    assertThat(kept()).isEmpty();
  }

  /// What is closed.
  enum What {
    SITE,
    DEVICE
  }

  private void take(Act act, What what) {
    Target target =
        switch (what) {
          case SITE -> new Target.OfSite(site);
          case DEVICE -> new Target.OfDevice(device);
        };
    assertThat(there.intervention.propose(target, act, "mistake", OPERATOR))
        .isInstanceOf(Result.Taken.class);
  }

  private Outcome enroll(Credential credential) {
    var channel =
        new Channel(
            InetAddress.getLoopbackAddress(),
            "device",
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            false,
            Authorities.NOW,
            Authorities.NOW,
            Optional.empty());
    var attempt = new Attempt(credential, channel, Optional.empty(), Optional.empty());
    return here.enrollment.enroll(attempt, Requests.fresh().encoded());
  }

  /// As the rows have it.
  private Credential factory() {
    String serial = "%08x".formatted(device.value().getLeastSignificantBits());
    return new Credential.FactoryCertificate(
        new HardwareModuleName("1.3.6.1.4.1.40732.3.1", serial), false);
  }

  private List<X509Certificate> kept() {
    return here.certificates.of(device).stream().map(KeptCertificate::certificate).toList();
  }

  private static X509Certificate certificate(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Issued.class);
    return ((Outcome.Issued) outcome).certificate();
  }

  private static SerialNumber serialOf(X509Certificate certificate) {
    return new SerialNumber(certificate.getSerialNumber());
  }

  private static List<String> rules(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).violations().stream().map(Violation::rule).toList();
  }

  /// Returns when one replica waits for a lock that the other has.
  private void awaitSomebodyWhoWaits() throws SQLException, InterruptedException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      while (!isAnybodyWaiting(statement)) {
        Thread.sleep(10);
      }
    }
  }

  private static boolean isAnybodyWaiting(Statement statement) throws SQLException {
    try (ResultSet waiting =
        statement.executeQuery(
            "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
      return waiting.next();
    }
  }

  /// Stops whoever passes until it is opened.
  private static final class Door {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void pass() {
      arrived.countDown();
      await(opened);
    }

    void awaitArrival() {
      await(arrived);
    }

    void open() {
      opened.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /// Takes its time, in which somebody else can do something.
  private static final class BusyKey implements SigningKey {
    private final InMemoryKey key = new InMemoryKey();
    private final AtomicReference<Runnable> beforeSigning = new AtomicReference<>(() -> {});

    /// Lets somebody in, once, before the next signature is made.
    void letInBeforeSigning(Runnable somebody) {
      beforeSigning.set(somebody);
    }

    @Override
    public PublicKey publicKey() {
      return key.publicKey();
    }

    @Override
    public byte[] sign(byte[] content) {
      beforeSigning.getAndSet(() -> {}).run();
      return key.sign(content);
    }
  }
}
