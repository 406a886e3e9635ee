package org.gridseal.cli.bench;

import java.time.Duration;

/// Processor time, user and system, that each side has used up to a moment, or between two.
record Footprint(Duration service, Duration postgres, Duration client) {
  static Footprint of(Testbed testbed) {
    return new Footprint(
        ProcessTree.processorTime(testbed.service().handle()),
        ProcessTree.processorTime(testbed.postgres()),
        own());
  }

  Footprint since(Footprint earlier) {
    return new Footprint(
        service.minus(earlier.service),
        postgres.minus(earlier.postgres),
        client.minus(earlier.client));
  }

  /// Not with what is below: the service and PostgreSQL are this process's children.
  private static Duration own() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
