package org.gridseal;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.gridseal.cli.FrontDoor;

/// What `./gridseal` runs.
///
/// Commands are told apart before Quarkus is: only those that serve pay for its start.
@QuarkusMain
public final class Main {
  static {
    // A second handshake on a connection could change who is at its other end. The platform's TLS
    // reads this once, when anybody uses it first: a client of ours may come before the listeners.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(FrontDoor.run(arguments));
  }
}
