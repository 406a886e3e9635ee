package org.gridseal.cli.wan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A line between this machine and a network namespace that is the far end of it: the delay, loss
/// and rate that were asked for, applied to IP packets, and every packet counted
/// (docs/decisions/0043).
///
/// Nothing outlives this process, however that ends: the namespace has no name and belongs to a
/// thread, and the interfaces belong to open files.
public final class Line implements AutoCloseable {
  /// `CLONE_NEWNET` (sched.h).
  private static final int NETWORK = 0x40000000;

  private static final int PATIENCE_SECONDS = 10;

  /// For measurements of networks, and nowhere routed (RFC 2544 §C.2.2, RFC 6890).
  private static final String NETWORK_PREFIX = "198.18.";

  private final ExecutorService farEnd;
  private final ExecutorService movers = Executors.newFixedThreadPool(4, daemons("line"));
  private final Tun near;
  private final Tun far;
  private final Direction up;
  private final Direction down;
  private final String address;

  private Line(ExecutorService farEnd, Tun near, Tun far, String address, long seed) {
    this.farEnd = farEnd;
    this.near = near;
    this.far = far;
    this.address = address;
    this.up = new Direction(far, near, seed);
    this.down = new Direction(near, far, seed + 1);
  }

  /// Makes a line.
  ///
  /// @param number of the line in this process, 0 to 63: each has addresses of its own, so that the
  ///   kernel remembers nothing of one (tcp_metrics) when it meets the next
  /// @param seed of the packets that are lost
  /// @throws UnsupportedLineException if this machine, or whoever runs this, cannot
  public static Line open(int number, Conditions conditions, long seed) {
    ExecutorService farEnd = Executors.newSingleThreadExecutor(daemons("far-end"));
    long process = ProcessHandle.current().pid();
    String prefix = NETWORK_PREFIX + process % 256 + ".";
    String here = prefix + (number * 4 + 1);
    String there = prefix + (number * 4 + 2);
    String name = "gs" + process % 1_000_000 + "n" + number;
    Tun far = null;
    try {
      far = inside(farEnd, () -> furnishFarEnd(there, here, conditions.mtu()));
      Tun near = new Tun(name);
      furnish(name, here, there, conditions.mtu());
      Line line = new Line(farEnd, near, far, here, seed);
      line.set(conditions);
      line.run();
      return line;
    } catch (UnsupportedLineException e) {
      if (far != null) {
        far.close();
      }
      farEnd.shutdownNow();
      throw e;
    }
  }

  /// What to connect to from the far end.
  public InetAddress address() {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address is no name to be looked up", e);
    }
  }

  /// Runs something at the far end, where the sockets that it makes stay, and waits for it.
  public <T> T atFarEnd(Work<T> work) {
    return inside(farEnd, work);
  }

  /// What is done at the far end.
  public interface Work<T> {
    T run() throws Exception;
  }

  private void set(Conditions conditions) {
    up.set(conditions.delay(), conditions.loss(), conditions.uplink());
    down.set(conditions.delay(), conditions.loss(), conditions.downlink());
  }

  public Traffic traffic() {
    return new Traffic(
        up.packets(), up.bytes(), down.packets(), down.bytes(), up.lost() + down.lost());
  }

  @Override
  public void close() {
    up.end();
    down.end();
    movers.shutdown();
    farEnd.shutdown();
    try {
      // Whoever reads must have stopped before the descriptor means another file.
      movers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    far.close();
    near.close();
  }

  private void run() {
    movers.execute(up::takeIn);
    movers.execute(up::putOut);
    movers.execute(down::takeIn);
    movers.execute(down::putOut);
  }

  private static Tun furnishFarEnd(String here, String there, int mtu) {
    Kernel.unshare(NETWORK);
    Tun tun = new Tun("wan");
    furnish("wan", here, there, mtu);
    return tun;
  }

  /// Runs ip(8) in the namespace of the calling thread, which a child inherits.
  private static void furnish(String name, String here, String there, int mtu) {
    ip("link", "set", "dev", name, "mtu", Integer.toString(mtu), "addrgenmode", "none");
    ip("address", "add", here, "peer", there, "dev", name);
    ip("link", "set", "dev", name, "up");
  }

  private static void ip(String... words) {
    try {
      List<String> command = new ArrayList<>(List.of("ip"));
      command.addAll(List.of(words));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new UnsupportedLineException("ip " + String.join(" ", words) + ": " + said);
      }
    } catch (IOException e) {
      throw new UnsupportedLineException("there is no ip(8) here; it is in Debian's iproute2");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsupportedLineException("was told to stop");
    }
  }

  private static <T> T inside(ExecutorService thread, Work<T> work) {
    try {
      return thread.submit(work::run).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedLineException unsupported) {
        throw unsupported;
      }
      throw new IllegalStateException("the far end failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsupportedLineException("was told to stop");
    }
  }

  private static ThreadFactory daemons(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }
}
