package org.gridseal.cli.local;

import java.util.ArrayDeque;
import java.util.Deque;

/// What this process has started. Closing it stops all of it, the latest first, exactly once; who
/// closes it a second time waits until the first has done so.
public final class Started implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();
  private boolean closed;

  /// Keeps a thing to be stopped.
  ///
  /// @throws CannotStartException if everything has been stopped meanwhile; so is the thing then
  public synchronized <T extends AutoCloseable> T keep(T thing) {
    things.push(thing);
    if (closed) {
      close();
      throw new CannotStartException("was told to stop while starting");
    }
    return thing;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!things.isEmpty()) {
      stop(things.pop());
    }
  }

  /// One that fails to stop must not keep the others running.
  private static void stop(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      System.err.println("gridseal: could not stop something: " + e.getMessage());
    }
  }
}
