package org.gridseal.cli.wan;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One direction of a line: packets go in at one interface, wait for the wire, travel, and come out
/// at the other, in their order; some never do. What netem(8) does with `delay`, `loss` and `rate`.
///
/// A thread takes them in, a second puts them out.
final class Direction {
  /// Packets under way at a time, as netem(8) has it; one more is lost.
  private static final int LIMIT = 1_000;

  private static final int LARGEST = 65_535;
  private static final int LOOK_MILLIS = 50;
  private static final long SECOND = 1_000_000_000;

  /// A thread that sleeps wakes late by about this; the last of it is spent awake.
  private static final long AWAKE_NANOS = 200_000;

  private final Tun from;
  private final Tun to;
  private final BlockingQueue<Packet> underWay = new LinkedBlockingQueue<>(LIMIT);
  private final Random chance;
  private long delayNanos;
  private double loss;
  private long bitsPerSecond = Long.MAX_VALUE;
  private long wireFreeAt;
  private long packets;
  private long bytes;
  private long lost;
  private volatile boolean ended;

  /// @param due when it comes out ([System#nanoTime()])
  private record Packet(MemorySegment content, long due) {}

  /// @param seed of the packets that are lost
  Direction(Tun from, Tun to, long seed) {
    this.from = from;
    this.to = to;
    this.chance = new Random(seed);
  }

  /// From the next packet on.
  synchronized void set(Duration delay, double loss, long bitsPerSecond) {
    this.delayNanos = delay.toNanos();
    this.loss = loss;
    this.bitsPerSecond = bitsPerSecond;
  }

  synchronized long packets() {
    return packets;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long lost() {
    return lost;
  }

  void end() {
    ended = true;
  }

  void takeIn() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(LARGEST);
      while (!ended) {
        int size = from.read(buffer, LOOK_MILLIS);
        // The kernel says hello in IPv6 to whatever interface comes up; nobody asked it to.
        if (size > 0 && (buffer.get(ValueLayout.JAVA_BYTE, 0) >> 4) == 4) {
          accept(MemorySegment.ofArray(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE)));
        }
      }
    }
  }

  private synchronized void accept(MemorySegment packet) {
    packets++;
    bytes += packet.byteSize();
    if (chance.nextDouble() < loss) {
      lost++;
      return;
    }
    long onWire = packet.byteSize() * Byte.SIZE * SECOND / bitsPerSecond;
    wireFreeAt = Math.max(System.nanoTime(), wireFreeAt) + onWire;
    if (!underWay.offer(new Packet(packet, wireFreeAt + delayNanos))) {
      lost++;
    }
  }

  void putOut() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(LARGEST);
      while (!ended) {
        Packet next = next();
        if (next != null) {
          await(next.due());
          long size = next.content().byteSize();
          MemorySegment.copy(next.content(), 0, buffer, 0, size);
          to.write(buffer, size);
        }
      }
    }
  }

  private @Nullable Packet next() {
    try {
      return underWay.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      ended = true;
      return null;
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > AWAKE_NANOS) {
        LockSupport.parkNanos(left - AWAKE_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
