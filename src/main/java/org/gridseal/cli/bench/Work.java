package org.gridseal.cli.bench;

import java.util.Optional;

/// What the connections of an [EstClient] are to do. Every method is called on the client's one
/// thread.
interface Work {
  /// The next request.
  ///
  /// @param lane which connection asks, from 0; one that is kept alive is one device's for ever
  /// @return empty if this connection has no more to do
  Optional<Turn> next(int lane);

  /// @param nanos from the moment at which the request was due, before the handshake if there was
  ///   one, to the last byte received
  void answered(Fleet.Request request, int status, byte[] body, long nanos);

  /// No answer, and nobody knows what became of the request.
  void lost(Fleet.Request request, Throwable why);

  /// A request and its time.
  ///
  /// @param due in [System#nanoTime]; it is not sent before
  record Turn(Fleet.Request request, long due) {
    static Turn now(Fleet.Request request) {
      return new Turn(request, System.nanoTime());
    }
  }
}
