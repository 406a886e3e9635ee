package org.gridseal.cost;

import java.util.List;
import java.util.Optional;

/// How a price follows from a month's volume.
public sealed interface Tariff {
  /// @return empty if this plan has no price for so much
  Optional<Money> monthly(DataVolume volume);

  /// A basic price, with some volume in it, and a price for each megabyte beyond, counted to the
  /// octet.
  record Metered(Money basic, DataVolume included, Money perMegabyte) implements Tariff {
    @Override
    public Optional<Money> monthly(DataVolume volume) {
      long beyond = Math.max(0, volume.octets() - included.octets());
      return Optional.of(basic.plus(perMegabyte.share(beyond, DataVolume.MEGABYTE.octets())));
    }
  }

  /// The price of the first step that holds the volume.
  record Stepped(List<Step> steps) implements Tariff {
    public Stepped {
      steps = List.copyOf(steps);
    }

    public record Step(DataVolume upTo, Money price) {}

    @Override
    public Optional<Money> monthly(DataVolume volume) {
      return steps.stream()
          .filter(step -> volume.compareTo(step.upTo()) <= 0)
          .map(Step::price)
          .findFirst();
    }
  }

  /// Paid once for a volume and a time, whichever is used up first, and then again.
  ///
  /// @param months that it lasts if the volume does
  record Prepaid(Money price, DataVolume volume, long months) implements Tariff {
    @Override
    public Optional<Money> monthly(DataVolume used) {
      Money byTime = price.share(1, months);
      Money byVolume = price.share(used.octets(), volume.octets());
      return Optional.of(byTime.compareTo(byVolume) > 0 ? byTime : byVolume);
    }
  }
}
