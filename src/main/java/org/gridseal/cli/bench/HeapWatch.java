package org.gridseal.cli.bench;

import java.util.concurrent.atomic.AtomicBoolean;

/// How much the heap of this process grows while something runs, what is garbage included.
final class HeapWatch implements AutoCloseable {
  private static final int MILLIS = 5;

  private final Runtime runtime = Runtime.getRuntime();
  private final AtomicBoolean over = new AtomicBoolean();
  private final long before;
  private volatile long most;

  /// Begins, after what is garbage now is gone.
  HeapWatch() {
    System.gc();
    this.before = used();
    Thread.ofPlatform().daemon().start(this::watch);
  }

  private long used() {
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void watch() {
    try {
      while (!over.get()) {
        most = Math.max(most, used());
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// In bytes.
  long growth() {
    return Math.max(0, Math.max(most, used()) - before);
  }

  @Override
  public void close() {
    over.set(true);
  }
}
