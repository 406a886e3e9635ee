package org.gridseal.cli.bench;

import java.util.function.LongSupplier;

/// When requests are due, in the order in which they are taken. Used on the client's one thread.
interface Arrivals {
  /// The moment, in [System#nanoTime], at which the next request shall be sent and from which its
  /// latency counts. It may be past when all connections were busy: the wait is latency too, as it
  /// would be for a device.
  long next();

  /// Closed loop: whoever has an answer asks again at once.
  ///
  /// @param clock tells [System#nanoTime]
  static Arrivals atOnce(LongSupplier clock) {
    return clock::getAsLong;
  }

  /// Open loop: one request each so often, whatever became of those before.
  ///
  /// @param start when the first is due
  /// @param perSecond more than 0
  static Arrivals atRate(long start, double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate is more than 0, not " + perSecond);
    }
    return new Arrivals() {
      private long taken;

      @Override
      public long next() {
        // From the start each time: adding rounded intervals up would shift the rate.
        return start + Math.round(taken++ * 1e9 / perSecond);
      }
    };
  }
}
