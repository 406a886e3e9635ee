package org.gridseal.cli.bench;

import org.jspecify.annotations.Nullable;

/// What the service occupies at a moment; nothing is known where there is no `/proc`.
record Resident(@Nullable Long bytes, @Nullable Long threads) {
  static Resident of(Testbed testbed) {
    ProcessHandle service = testbed.service().handle();
    return new Resident(
        ProcessTree.residentBytes(service).stream().boxed().findFirst().orElse(null),
        ProcessTree.threads(service).stream().boxed().findFirst().orElse(null));
  }
}
