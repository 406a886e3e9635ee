package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A testbed whose register is full, and the devices in it. Its service runs.
record Stage(Testbed testbed, Fleet fleet) {
  /// Makes everything that shall not be measured. One device has enrolled when it returns, which
  /// shows that enrollment works and what it writes.
  ///
  /// @throws FailedBenchException if that device was refused
  static Stage set(Testbed testbed, int devices) throws SQLException {
    Fleet fleet = new Fleet(devices);
    testbed.service().start();
    try (Connection database = testbed.database()) {
      Register.fill(database, fleet.root(), devices);
    }
    Stage stage = new Stage(testbed, fleet);
    stage.enrollTwo();
    return stage;
  }

  /// Starts the service again: plans that it made for empty tables would be measured otherwise.
  ///
  /// @return how long it took to serve devices
  Duration restart() {
    testbed.service().close();
    return testbed.service().start();
  }

  /// @param names of listeners, or none for all that there are
  /// @throws FailedBenchException if there is none of that name
  List<Listener> listeners(List<String> names) {
    List<Listener> all = testbed.listeners();
    return names.isEmpty() ? all : names.stream().map(name -> named(name, all)).toList();
  }

  private static Listener named(String name, List<Listener> all) {
    return all.stream()
        .filter(listener -> listener.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new FailedBenchException(
                    "there is no listener %s; there are: %s"
                        .formatted(
                            name, String.join(", ", all.stream().map(Listener::name).toList()))));
  }

  /// The first draft of its kind is what the others are packed against; the second is like them.
  private void enrollTwo() {
    CrashWork two = CrashWork.of(fleet, List.of(fleet.request(0), fleet.request(1)));
    try (EstClient client = new EstClient(testbed.listeners().getFirst(), testbed.shown(), fleet)) {
      client.begin(two, 1, Mode.FRESH).join();
    }
    two.demandNoRefusal();
    if (two.answered().size() < 2) {
      throw new FailedBenchException("the first devices were not answered");
    }
  }
}
