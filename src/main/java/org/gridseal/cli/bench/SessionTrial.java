package org.gridseal.cli.bench;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.gridseal.cli.wan.Line;
import org.gridseal.cli.wan.Traffic;
import org.gridseal.cost.SessionPlan.Mode;

/// Asks a listener over a line in every mode, some times, and counts what passes.
final class SessionTrial {
  /// Longer than any acknowledgement waits, and than a repetition takes after a small loss.
  private static final Duration SETTLING = Duration.ofMillis(400);

  private final Line line;
  private final int port;
  private final Duration roundTrip;
  private final boolean resumable;
  private final Supplier<SslContext> contexts;
  private final Map<Mode, List<Counted>> counted = new EnumMap<>(Mode.class);
  private List<Integer> shown = List.of();

  /// @param contexts each with a memory of its own
  SessionTrial(
      Line line, int port, Duration roundTrip, boolean resumable, Supplier<SslContext> contexts) {
    this.line = line;
    this.port = port;
    this.roundTrip = roundTrip;
    this.resumable = resumable;
    this.contexts = contexts;
  }

  /// One exchange, and with a new connection all of that.
  ///
  /// @param exchange the answer's time, and the octets of HTTP
  record Counted(SessionClient.Exchange exchange, Traffic traffic) {}

  /// A full handshake; one that takes up its session; and a question after a silence.
  void round() {
    SslContext tls = contexts.get();
    try (SessionClient client = new SessionClient(line, port, tls)) {
      count(Mode.FULL, client, true);
      shown = client.shown();
      if (resumable) {
        count(Mode.RESUMED, client, true);
      }
      client.exchange();
      settle();
      count(Mode.KEPT, client, false);
      client.hangUp();
      settle();
    } finally {
      ReferenceCountUtil.release(tls);
    }
  }

  /// Rounds without the silences, which are not counted.
  void warmUp(int rounds) {
    for (int round = 0; round < rounds; round++) {
      SslContext tls = contexts.get();
      try (SessionClient client = new SessionClient(line, port, tls)) {
        for (int connection = 0; connection < 2; connection++) {
          client.exchange();
          client.exchange();
          client.hangUp();
        }
      } finally {
        ReferenceCountUtil.release(tls);
      }
    }
    settle();
  }

  /// What was counted.
  Set<Mode> modes() {
    return counted.keySet();
  }

  /// In the order in which they were counted.
  List<Counted> counted(Mode mode) {
    return counted.getOrDefault(mode, List.of());
  }

  List<Integer> shown() {
    return shown;
  }

  private void count(Mode mode, SessionClient client, boolean whole) {
    Traffic before = line.traffic();
    SessionClient.Exchange exchange = client.exchange();
    if (whole) {
      client.hangUp();
    }
    settle();
    counted
        .computeIfAbsent(mode, it -> new ArrayList<>())
        .add(new Counted(exchange, line.traffic().since(before)));
  }

  /// Returns when nothing has passed for longer than anything is on its way.
  private void settle() {
    long quiet = SETTLING.plus(roundTrip.multipliedBy(2)).toNanos();
    Traffic seen = line.traffic();
    long since = System.nanoTime();
    while (System.nanoTime() - since < quiet) {
      LockSupport.parkNanos(SETTLING.dividedBy(20).toNanos());
      Traffic now = line.traffic();
      if (!now.equals(seen)) {
        seen = now;
        since = System.nanoTime();
      }
    }
  }
}
