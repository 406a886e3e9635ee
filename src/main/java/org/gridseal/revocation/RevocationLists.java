package org.gridseal.revocation;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.RevocationListWriter;

/// The CRLs that were issued, and what the next ones are cut from.
public interface RevocationLists {
  /// Looks at the register as it is at one moment, unless another replica is making lists now.
  ///
  /// @return to be closed by the caller
  Optional<Cut> cut();

  /// Takes the content of a list, piece by piece; nobody sees it before it is [#publish]ed.
  ///
  /// @return to be closed by the caller
  Draft draft(UUID content);

  /// Publishes a list whose content is there, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if another replica took that number first
  boolean publish(IssuedList list);

  /// The newest list of a scope.
  Optional<IssuedList> newest(ListScope scope, boolean delta);

  /// Lists that were published after a position, the newest of each scope and kind, and the
  /// position up to which that is so.
  News since(long position);

  /// Writes the content of a list.
  ///
  /// @return false, and nothing is written, if it is not there any more
  boolean read(UUID content, OutputStream to);

  /// Removes what was replaced more than an hour ago, and what was never published.
  void prune();

  /// Notes that certificates are issued in so many partitions from now on.
  void expect(int partitions);

  /// @param position of the last of them, or the one asked about
  record News(List<IssuedList> lists, long position) {}

  /// A list's content, as it comes.
  interface Draft extends RevocationListWriter.Sink, AutoCloseable {
    /// Makes it durable.
    void complete();

    /// Forgets it unless it is complete.
    @Override
    void close();
  }
}
