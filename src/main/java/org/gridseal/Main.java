package org.gridseal;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.gridseal.cli.FrontDoor;

/// What `./gridseal` runs.
///
/// Commands are told apart before Quarkus is: only those that serve pay for its start.
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(FrontDoor.run(arguments));
  }
}
