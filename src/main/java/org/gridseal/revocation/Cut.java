package org.gridseal.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The register as it was at one moment, from which lists are cut. As long as it is open no other
/// replica makes lists. For one thread.
public interface Cut extends AutoCloseable {
  /// The last position of the register.
  long position();

  /// The numbers of partitions that certificates were issued under.
  List<Integer> partitions();

  Map<ListScope, ListStanding> standings();

  /// What changed after a position: the last position of each bucket of an authority.
  List<Touched> touchedSince(long position);

  /// Counts the entries of a list.
  Tally tally(Section section);

  /// Gives the entries of a list, in no particular order.
  void entries(Section section, EntrySink sink);

  @Override
  void close();

  /// What is to be on a list.
  ///
  /// @param delta whether ends of holds are entries too
  /// @param since the position after which changes count; 0 for all
  /// @param notEndedAt certificates that ended before are left out
  record Section(ListScope scope, boolean delta, long since, Instant notEndedAt) {}

  /// @param octets of all entries in a CRL
  record Tally(long entries, long octets) {}

  record Touched(String authority, int bucket, long position) {}

  /// Takes entries.
  @FunctionalInterface
  interface EntrySink {
    /// @param at in seconds since 1970
    /// @param reason a code of RFC 5280 §5.3.1
    void add(byte[] serialNumber, long at, int reason);
  }
}
