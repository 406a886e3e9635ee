package org.gridseal.cli;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Setting;
import org.gridseal.policy.UnitFacts;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Voltage;

/// Sites that nobody has built, in the mixture of a distribution utility: nine homes of ten, and a
/// thousandth of plants for the bulk grid. The same number gives the same sites.
final class ImaginedFleet {
  private static final int FEEDERS = 1_000;
  private static final Voltage LOW = Voltage.ofVolts(400);
  private static final Voltage MEDIUM = Voltage.ofVolts(20_000);
  private static final Voltage HIGH = Voltage.ofVolts(110_000);

  private ImaginedFleet() {}

  static Stream<Connection> of(long sites) {
    return LongStream.range(0, sites).parallel().mapToObj(ImaginedFleet::site);
  }

  private static Connection site(long number) {
    var random = new SplittableRandom(number);
    int of1000 = random.nextInt(1_000);
    if (of1000 < 900) {
      return site(random, 3_000, 15_000, LOW);
    }
    if (of1000 < 970) {
      return site(random, 30_000, 200_000, LOW);
    }
    if (of1000 < 990) {
      return site(random, 200_000, 1_000_000, MEDIUM);
    }
    return of1000 < 999
        ? site(random, 1_000_000, 20_000_000, MEDIUM)
        : site(random, 20_000_000, 200_000_000, HIGH);
  }

  private static Connection site(SplittableRandom random, long least, long most, Voltage voltage) {
    long size = random.nextLong(least, most);
    return new Connection(
        new ApparentPower(size),
        voltage,
        new Setting(
            "utility",
            "feeder-" + random.nextInt(FEEDERS),
            List.of("ieee2030.5-device"),
            units(random, size)));
  }

  private static List<UnitFacts> units(SplittableRandom random, long size) {
    int count = random.nextInt(1, 4);
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                new UnitFacts(
                    random.nextInt(5) == 0 ? DerType.OTHER_STORAGE : DerType.PHOTOVOLTAIC,
                    new ApparentPower(size / count)))
        .toList();
  }
}
