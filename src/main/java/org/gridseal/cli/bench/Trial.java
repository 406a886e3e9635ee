package org.gridseal.cli.bench;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Puts one load after the other on a stage, and tells what each cost.
final class Trial {
  private final Stage stage;
  private final Floor floor;

  Trial(Stage stage, Floor floor) {
    this.stage = stage;
    this.floor = floor;
  }

  /// Everything that grows and shrinks with the load, at a moment.
  private record Snapshot(long at, Footprint footprint, Handshakes.Count handshakes) {
    static Snapshot of(Testbed testbed, EstClient client) {
      return new Snapshot(System.nanoTime(), Footprint.of(testbed), client.handshakes().count());
    }
  }

  /// @throws FailedBenchException if any answer was not a sound certificate
  Row run(Load load) {
    Testbed testbed = stage.testbed();
    Listener listener = stage.listeners(List.of(load.listener())).getFirst();
    var lanes = lanes(load);
    try (EstClient client = new EstClient(listener, testbed.shown(), stage.fleet())) {
      DatabaseSize small = DatabaseSize.of(testbed);
      Resident before = Resident.of(testbed);
      Measurement measurement = new Measurement(lanes, load.arrivals());
      CompletableFuture<Void> loading = client.begin(measurement, load.connections(), load.mode());
      await(loading, load.warmUpSeconds());
      Snapshot from = Snapshot.of(testbed, client);
      await(loading, load.seconds());
      Snapshot to = Snapshot.of(testbed, client);
      Resident after = Resident.of(testbed);
      measurement.end();
      loading.join();
      measurement.demandSound(new AnswerCheck(testbed));
      double growth = DatabaseSize.of(testbed).bytesPerCertificate(small);
      return row(load, measurement, from, to, new Row.Room(before, after, growth));
    }
  }

  private Row row(Load load, Measurement measurement, Snapshot from, Snapshot to, Row.Room room) {
    Percentiles times = measurement.between(from.at(), to.at());
    return new Row(
        load,
        times.count(),
        (to.at() - from.at()) / 1e9,
        measurement.sampled(),
        to.handshakes().since(from.handshakes()).resumedShare(),
        Row.Latency.of(times),
        Row.Cost.of(
            to.footprint().since(from.footprint()), times.count(), floor.cpuMillis(load.mode())),
        room,
        Targets.of(load));
  }

  /// Waits so long, or until there is no more work.
  private static void await(CompletableFuture<Void> load, int seconds) {
    try {
      load.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // The load goes on, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the client failed", e);
    }
  }

  /// Requests made beforehand, each for a key of its own. With fresh connections the whole fleet
  /// takes turns; otherwise each connection is one device's.
  private IntFunction<Iterator<Fleet.Request>> lanes(Load load) {
    Fleet fleet = stage.fleet();
    if (load.mode() == Mode.FRESH) {
      Iterator<Fleet.Request> shared =
          requests(load.requests(), number -> number % fleet.size(), fleet);
      return lane -> shared;
    }
    int each = Math.ceilDiv(load.requests(), load.connections());
    List<Iterator<Fleet.Request>> lanes =
        IntStream.range(0, load.connections())
            .mapToObj(lane -> requests(each, number -> lane, fleet))
            .toList();
    return lanes::get;
  }

  private static Iterator<Fleet.Request> requests(int count, IntUnaryOperator device, Fleet fleet) {
    return IntStream.range(0, count)
        .mapToObj(number -> fleet.request(device.applyAsInt(number)))
        .toList()
        .iterator();
  }
}
