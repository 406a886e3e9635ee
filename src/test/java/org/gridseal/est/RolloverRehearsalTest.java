package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.ceremony.Rollover;
import org.gridseal.ceremony.TwoMachines;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.Believers;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.Tool;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rollover of `docs/operations.md`, rehearsed: three generations of the issuing key, two roots
/// of which the first is on another machine, and devices that come by at every stage over the real
/// listeners.
class RolloverRehearsalTest {
  private static final Duration YEAR = Duration.ofDays(366);

  @TempDir private Path folder;

  private final OpenUtility utility = new OpenUtility();
  private final List<Fielded> devices = new ArrayList<>();
  private TwoMachines machines;
  private LiveHierarchy hierarchy;
  private Listening listening;
  private Believers believers;

  /// A device in the field, with its own certificate.
  private static final class Fielded {
    private final Manufacturer.Device factory;
    private KeyPair keys = Keys.p256();
    private List<X509Certificate> chain = List.of();

    private Fielded(Manufacturer.Device factory) {
      this.factory = factory;
    }

    private X509Certificate certificate() {
      return chain.getFirst();
    }

    /// As a TLS client with its own certificate, and nothing above it.
    private Manufacturer.Device own() {
      // The last of a chain is what a device keeps to itself.
      return new Manufacturer.Device(keys, List.of(certificate(), factory.chain().getLast()));
    }
  }

  @BeforeEach
  void open() throws IOException {
    Tool.require("openssl", "openssl");
    machines = new TwoMachines(folder, utility::time);
    machines.bringRoot();
    machines.bringAuthority("issuing");
    hierarchy = machines.hierarchy();
    utility.become(hierarchy.get());
    Path files = Files.createDirectories(folder.resolve("listener"));
    listening = new Listening(files, Map.of(), utility);
    believers = new Believers(Files.createDirectories(folder.resolve("believers")));
  }

  @AfterEach
  void close() {
    listening.close();
  }

  @Test
  void noDeviceLosesServiceWhileThreeGenerationsAndTwoRootsPass() throws IOException {
    X509Certificate oldRoot = certificate("root");
    field("a1", "issuing");
    all(List.of(oldRoot), "issuing");

    machines.bringAuthority("issuing");
    reload("issuing-2 is published, and signs nothing yet");
    all(List.of(oldRoot), "issuing");

    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);
    reload("issuing-2 signs");
    field("a2", "issuing-2");
    all(List.of(oldRoot), "issuing-2");

    machines.bringNextRoot();
    reload("root-2 is published, with what leads from root to root");
    X509Certificate newRoot = certificate("root-2");
    all(List.of(oldRoot, newRoot), "issuing-2");

    machines.bring(new Rollover(machines.offline).switchOver("root", TwoMachines.PEOPLE));
    reload("root-2 signs");
    all(List.of(oldRoot, newRoot), "issuing-2");

    machines.bringAuthority("issuing");
    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);
    reload("issuing-3 signs, and root-2 has signed it");
    field("a3", "issuing-3");
    all(List.of(oldRoot, newRoot), "issuing-3");

    utility.pass(YEAR.multipliedBy(6));
    field("a4", "issuing-3");
    renew(devices.getLast(), "issuing-3");
    retireWhatIsOver();
    reload("what signed under the old root is over, and the old root with it");

    assertThat(bundle()).containsExactlyInAnyOrder(certificate("issuing-3"), newRoot);
    renew(devices.getLast(), "issuing-3");
    believers.believe(devices.getLast().certificate(), newRoot, bundle(), utility.time());
    assertThat(
            believers.platform(devices.getLast().certificate(), oldRoot, bundle(), utility.time()))
        .isFalse();
  }

  private void retireWhatIsOver() {
    var rollover = new Rollover(machines.service);
    rollover.retire("issuing", false, TwoMachines.PEOPLE);
    rollover.retire("issuing", false, TwoMachines.PEOPLE);
    machines.bring(new Rollover(machines.offline).retire("root", false, TwoMachines.PEOPLE));
  }

  /// Takes up the change of the folder, as the service does within seconds.
  private void reload(String what) {
    assertThat(hierarchy.refresh(state -> {})).as(what).isTrue();
    utility.become(hierarchy.get());
    // Who is believed is remembered for five seconds.
    utility.pass(Duration.ofSeconds(6));
  }

  private X509Certificate certificate(String name) {
    return machines.service.folder().certificate(AuthorityName.parse(name));
  }

  private List<X509Certificate> bundle() throws IOException {
    try (var connection =
        TlsDevice.ordinary(listening.factory(), listening.devicePort(), "TLSv1.3").connect()) {
      TlsDevice.Answer answer = connection.cacerts();
      assertThat(answer.status()).isEqualTo(200);
      return Pem.certificates(Base64.getMimeDecoder().decode(answer.body()));
    }
  }

  /// Somebody puts a device into the field; it enrolls with what its factory gave it.
  private void field(String serialNumber, String issuer) throws IOException {
    var device = new Fielded(utility.anotherDevice(serialNumber));
    enroll(device, device.factory, issuer);
    devices.add(device);
  }

  /// A device renews with the certificate that it has, for a new key.
  private void renew(Fielded device, String issuer) throws IOException {
    Manufacturer.Device shown = device.own();
    device.keys = Keys.p256();
    enroll(device, shown, issuer);
  }

  private void enroll(Fielded device, Manufacturer.Device shown, String issuer) throws IOException {
    boolean ieee = devices.size() % 2 == 1;
    TlsDevice tls =
        ieee
            ? TlsDevice.ieee20305(shown, listening.ieee20305Port())
            : TlsDevice.ordinary(shown, listening.devicePort(), "TLSv1.3");
    try (var connection = tls.connect()) {
      TlsDevice.Answer answer = connection.enroll(Requests.of(device.keys).encoded());
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      device.chain = Pem.certificates(Base64.getMimeDecoder().decode(answer.body()));
    }
    assertThat(device.certificate().getIssuerX500Principal())
        .isEqualTo(certificate(issuer).getSubjectX500Principal());
  }

  /// At every stage: each certificate in the field is believed by whoever knows one root, old or
  /// new; and each device, showing it, gets the next one.
  private void all(List<X509Certificate> roots, String issuing) throws IOException {
    List<X509Certificate> given = bundle();
    for (Fielded device : devices) {
      for (X509Certificate root : roots) {
        believers.believe(device.certificate(), root, given, utility.time());
      }
      if (device != devices.getFirst()) {
        renew(device, issuing);
      }
    }
    // The first device goes on with its certificate of the first generation, though it could have
    // another.
    Fielded first = devices.getFirst();
    X509Certificate kept = first.certificate();
    KeyPair keys = first.keys;
    renew(first, issuing);
    first.chain = List.of(kept);
    first.keys = keys;
    for (X509Certificate root : roots) {
      believers.believe(kept, root, given, utility.time());
    }
  }
}
