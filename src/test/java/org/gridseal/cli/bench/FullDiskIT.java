package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.gridseal.cli.demo.FakeManufacturer;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.SmallDisk;
import org.gridseal.testing.TlsDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real disk that is really full below PostgreSQL while devices enroll.
class FullDiskIT {
  private static final int MEGABYTES = 400;
  private static final int DEVICES = 8;
  private static final int REQUESTS = 400;

  /// Seconds in which all works again.
  private static final int PATIENCE = 60;

  @TempDir private Path folder;

  @Test
  void asksDevicesToComeBackAndLosesNothing() throws Exception {
    assumeTrue(SmallDisk.canBeMounted(), "a disk of its own takes root, on Linux");
    try (SmallDisk disk = SmallDisk.mount(folder, MEGABYTES);
        Testbed testbed = new Testbed(disk.path().resolve("testbed"))) {
      Fleet fleet = new Fleet(DEVICES);
      testbed.service().start();
      try (Connection database = testbed.database()) {
        Register.fill(database, fleet.root(), DEVICES);
      }
      try (EstClient client =
          new EstClient(testbed.listeners().getFirst(), testbed.shown(), fleet)) {
        survive(disk, testbed, fleet, client);
      }
    }
  }

  private static void survive(SmallDisk disk, Testbed testbed, Fleet fleet, EstClient client)
      throws IOException, SQLException, InterruptedException {
    Survival survival = new Survival(testbed);
    CrashWork before = enroll(client, CrashWork.of(fleet, requests(fleet)));
    assertThat(before.open()).isEmpty();

    disk.fill();
    CrashWork during = enroll(client, CrashWork.of(fleet, requests(fleet)));
    TlsDevice.Answer turnedAway = ask(testbed, fleet);
    disk.free();

    assertThat(during.open()).hasSizeGreaterThan(REQUESTS / 2);
    assertThat(turnedAway.status()).isEqualTo(503);
    assertThat(turnedAway.header("Retry-After")).hasValue("10");
    List<CrashWork.Answered> all = new ArrayList<>(before.answered());
    all.addAll(during.answered());
    all.addAll(persist(fleet, client, during.open()));
    assertThat(survival.demand(all)).isEqualTo(2L * REQUESTS);
    CrashWork same =
        enroll(client, CrashWork.of(fleet, all.stream().map(CrashWork.Answered::request).toList()));
    assertThat(same.answered()).containsExactlyInAnyOrderElementsOf(all);
  }

  /// As devices do: again and again, until each has its certificate.
  private static List<CrashWork.Answered> persist(
      Fleet fleet, EstClient client, List<Fleet.Request> open) throws InterruptedException {
    List<CrashWork.Answered> answered = new ArrayList<>();
    List<Fleet.Request> left = open;
    for (int second = 0; !left.isEmpty() && second < PATIENCE; second++) {
      CrashWork again = enroll(client, CrashWork.of(fleet, left));
      answered.addAll(again.answered());
      left = again.open();
      Thread.sleep(left.isEmpty() ? 0 : 1000);
    }
    assertThat(left).isEmpty();
    return answered;
  }

  private static CrashWork enroll(EstClient client, CrashWork work) {
    client.begin(work, DEVICES, Mode.FRESH).join();
    work.demandNoRefusal();
    return work;
  }

  private static List<Fleet.Request> requests(Fleet fleet) {
    return IntStream.range(0, REQUESTS)
        .mapToObj(number -> fleet.request(number % DEVICES))
        .toList();
  }

  /// One device by itself, which reads the headers too.
  private static TlsDevice.Answer ask(Testbed testbed, Fleet fleet) throws IOException {
    FakeManufacturer.Device made = fleet.device(0);
    var born = new Manufacturer.Device(made.keys(), List.of(made.certificate(), fleet.root()));
    try (TlsDevice.Connection connection =
        TlsDevice.ordinary(born, testbed.devicePort(), "TLSv1.3").connect()) {
      return connection.enroll(Base64.getDecoder().decode(fleet.request(0).body()));
    }
  }
}
