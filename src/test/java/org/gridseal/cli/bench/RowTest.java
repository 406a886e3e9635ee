package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void dividesProcessorTimeByEnrollments() {
    Row row = Rows.row(Mode.KEPT_ALIVE, Listener.DEVICE, 4);

    assertThat(row.enrollmentsPerSecond()).isEqualTo(100);
    assertThat(row.cost().serverCpuMillis()).isEqualTo(1.0);
    assertThat(row.cost().clientCpuMillis()).isEqualTo(0.1);
  }

  @Test
  void tellsTheShareOfTheFloor() {
    assertThat(Rows.row(Mode.FRESH, Listener.DEVICE, 4).cost().floorShare()).isEqualTo(0.25);
  }

  @Test
  void hasNoFiniteCostWithoutEnrollments() {
    Footprint used = new Footprint(Duration.ofMillis(5), Duration.ZERO, Duration.ZERO);

    assertThat(Row.Cost.of(used, 0, 0.25).serverCpuMillis()).isNotFinite();
  }

  @Test
  void comparesAGrownDatabaseWithASmallOne() {
    DatabaseSize small = new DatabaseSize(10_000_000, 100);

    assertThat(new DatabaseSize(11_200_000, 1_100).bytesPerCertificate(small)).isEqualTo(1_200);
    assertThat(small.bytesPerCertificate(small)).isNaN();
  }

  @Test
  void floorOfAFreshConnectionHasTheHandshake() {
    Floor floor = new Floor("a provider", 0.1, 0.3);

    assertThat(floor.cpuMillis(Mode.FRESH)).isEqualTo(0.4);
    assertThat(floor.cpuMillis(Mode.RESUMED)).isEqualTo(0.1);
    assertThat(floor.cpuMillis(Mode.KEPT_ALIVE)).isEqualTo(0.1);
  }
}
