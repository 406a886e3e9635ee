package org.gridseal.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridseal.notify.HttpsCourier.Names;

/// Finds the address that a message goes to: of a public place, or of a network that the operator
/// named.
///
/// A name is resolved once for each message. One of whose addresses a single one is inside leads
/// nowhere; it is not tried out which of them answers.
final class Lookup {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Names names;
  private final Executor resolving;
  private final Addresses allowed;

  /// @param resolving runs what blocks
  Lookup(Names names, Executor resolving, Addresses allowed) {
    this.names = names;
    this.resolving = resolving;
    this.allowed = allowed;
  }

  /// What a host name leads to.
  sealed interface Found {
    record At(InetAddress address) implements Found {}

    /// @param why without addresses or anything else of the network's inside
    record Nowhere(String why) implements Found {}
  }

  /// Waits for no more than five seconds.
  ///
  /// @param host a name, or an address
  Found find(String host) {
    try {
      return CompletableFuture.supplyAsync(() -> resolved(host), resolving)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Found.Nowhere("no answer in time");
    } catch (ExecutionException e) {
      return new Found.Nowhere("the name cannot be looked up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found.Nowhere("the service was stopping");
    }
  }

  private Found resolved(String host) {
    try {
      InetAddress[] found = names.resolve(host);
      for (InetAddress address : found) {
        if (!allowed.isAllowed(address)) {
          return new Found.Nowhere("blocked: the address is not of the public internet");
        }
      }
      return new Found.At(found[0]);
    } catch (UnknownHostException e) {
      return new Found.Nowhere("the name has no address");
    }
  }
}
