package org.gridseal.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Threads that do the same thing again and again for a while.
public final class Crew {
  private final int threads;
  private final Supplier<Runnable> workers;

  /// @param workers makes what one thread does once
  public Crew(int threads, Supplier<Runnable> workers) {
    this.threads = threads;
    this.workers = workers;
  }

  /// @param cpuMillis of the process, for each thing done
  public record Result(long count, double seconds, double cpuMillis) {}

  /// Works for a while.
  ///
  /// @throws FailedBenchException if a thread failed
  public Result work(Duration time) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpuBefore = system.getProcessCpuTime();
    long before = System.nanoTime();
    long end = before + time.toNanos();
    long count = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Long>> working = new ArrayList<>();
      for (int number = 0; number < threads; number++) {
        Runnable worker = workers.get();
        working.add(pool.submit(() -> until(end, worker)));
      }
      for (Future<Long> each : working) {
        count += each.get();
      }
    } catch (ExecutionException e) {
      throw new FailedBenchException("a thread failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted");
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    return new Result(count, seconds, (system.getProcessCpuTime() - cpuBefore) / 1e6 / count);
  }

  private static long until(long end, Runnable worker) {
    long count = 0;
    do {
      worker.run();
      count++;
    } while (System.nanoTime() - end < 0);
    return count;
  }
}
