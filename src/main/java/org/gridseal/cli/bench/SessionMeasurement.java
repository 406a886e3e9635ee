package org.gridseal.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gridseal.cli.wan.Conditions;
import org.gridseal.cli.wan.Line;
import org.gridseal.cost.CertificateSizes;
import org.gridseal.cost.DataVolume;
import org.gridseal.cost.Dialogue;
import org.gridseal.cost.Exchange;
import org.gridseal.cost.Latency;
import org.gridseal.cost.SessionModel;
import org.gridseal.cost.SessionPlan.Mode;
import org.gridseal.cost.Suite;
import org.gridseal.cost.Wan;

/// One device at the far end of each WAN's line, against a listener of the testbed.
final class SessionMeasurement {
  /// Until what is measured on a line without delay does not fall any more: the compiler's part.
  private static final int WARM_UPS = 30;

  /// Bits a second: a tenth of a millisecond for all that a handshake sends.
  private static final long FAST = 1_000_000_000;

  private static final int ETHERNET = 1500;
  private static final int MOST_TRIES = 3;

  private final Testbed testbed;
  private final Fleet fleet;
  private final int rounds;
  private List<Integer> shown = List.of();

  SessionMeasurement(Testbed testbed, Fleet fleet, int rounds) {
    this.testbed = testbed;
    this.fleet = fleet;
    this.rounds = rounds;
  }

  /// Rounds that are not counted, on a line without delay.
  void warmUp() {
    try (Line line = Line.open(0, none(ETHERNET), 0)) {
      for (SessionCase it : SessionCase.all(testbed)) {
        SessionTrial trial = trial(line, it, Duration.ZERO);
        trial.warmUp(WARM_UPS);
        trial.round();
        shown = trial.shown();
      }
    }
  }

  /// Octets of what the listeners show.
  List<Integer> shown() {
    return shown;
  }

  /// The rows of one WAN; several may be measured at a time. What the computers take is measured in
  /// turns with the WAN, so that both meet the same load.
  ///
  /// @param number of its lines, from 1
  List<SessionRow> measure(int number, Wan wan) {
    List<SessionRow> rows = new ArrayList<>();
    try (Line line = Line.open(2 * number, conditions(wan), number);
        Line near = Line.open(2 * number + 1, none(wan.mtu()), number)) {
      for (SessionCase it : SessionCase.all(testbed)) {
        SessionTrial trial = trial(line, it, wan.roundTrip());
        SessionTrial computers = trial(near, it, Duration.ZERO);
        for (int round = 0; round < rounds * MOST_TRIES && !isEnough(trial, round); round++) {
          trial.round();
          computers.round();
        }
        rows.addAll(rows(wan, it.suite(), trial, medians(computers)));
      }
    }
    return rows;
  }

  private static Conditions conditions(Wan wan) {
    return new Conditions(
        wan.roundTrip().dividedBy(2),
        wan.loss().part().doubleValue(),
        wan.uplink().bitsPerSecond(),
        wan.downlink().bitsPerSecond(),
        wan.mtu());
  }

  private static Conditions none(int mtu) {
    return new Conditions(Duration.ZERO, 0, FAST, FAST, mtu);
  }

  private boolean isEnough(SessionTrial trial, int round) {
    return round >= rounds
        && trial.modes().stream()
            .allMatch(
                mode -> trial.counted(mode).stream().anyMatch(it -> it.traffic().lost() == 0));
  }

  /// @param computers what both take for each kind of session
  private List<SessionRow> rows(
      Wan wan, Suite suite, SessionTrial trial, Map<Mode, Duration> computers) {
    SessionModel model =
        new SessionModel(
            suite, wan.mtu(), new CertificateSizes(shown), new CertificateSizes(own()));
    List<SessionRow> rows = new ArrayList<>();
    for (Mode mode : trial.modes()) {
      Dialogue dialogue = dialogue(model, mode, exchange(trial.counted(mode).getFirst()));
      Duration time = Latency.of(dialogue, wan).typical().plus(computers.get(mode));
      rows.add(SessionRow.of(wan.name(), suite, mode, dialogue, time, trial.counted(mode)));
    }
    return rows;
  }

  private static Dialogue dialogue(SessionModel model, Mode mode, Exchange exchange) {
    List<Exchange> one = List.of(exchange);
    return switch (mode) {
      case FULL -> model.full(one);
      case RESUMED -> model.resumed(one);
      case KEPT -> model.kept(one);
    };
  }

  private static Exchange exchange(SessionTrial.Counted counted) {
    return new Exchange(
        "CA certificates",
        new DataVolume(counted.exchange().asked()),
        new DataVolume(counted.exchange().answered()));
  }

  /// Octets of what the device shows.
  List<Integer> own() {
    return List.of(fleet.encoded(0).length);
  }

  private SessionTrial trial(Line line, SessionCase it, Duration roundTrip) {
    return new SessionTrial(
        line,
        it.listener().port(),
        roundTrip,
        it.suite().resumable(),
        () -> it.context(testbed.shown(), fleet));
  }

  private static Map<Mode, Duration> medians(SessionTrial trial) {
    Map<Mode, Duration> medians = new EnumMap<>(Mode.class);
    for (Mode mode : trial.modes()) {
      long nanos = SessionRow.median(SessionRow.firstBytes(trial.counted(mode)));
      medians.put(mode, Duration.ofNanos(nanos));
    }
    return medians;
  }
}
