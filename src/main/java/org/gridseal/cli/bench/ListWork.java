package org.gridseal.cli.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.RevocationEntry;
import org.gridseal.authority.RevocationListTerms;
import org.gridseal.authority.RevocationListWriter;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.revocation.IssuedList;
import org.gridseal.revocation.ListPublisher;
import org.gridseal.revocation.ListScope;
import org.gridseal.revocation.PostgresRevocationLists;

/// Makes lists in this process, by the code of the service, and counts what that takes.
final class ListWork {
  private static final int SERIAL_OCTETS = 20;
  private static final int REASON = 1;

  /// The one kind of list that is no complete one.
  static final String DELTA = "delta";

  private final BenchKey key = new BenchKey();
  private final CertificationAuthority authority;
  private Instant now = Instant.now();

  /// @param policies the folder with `profiles/`
  ListWork(Path policies) {
    CertificateProfile root =
        ProfileFile.readAll(policies.resolve("profiles")).stream()
            .filter(profile -> profile.name().equals("root"))
            .findFirst()
            .orElseThrow(() -> new FailedBenchException("the profile root is missing"));
    var chance = new SecureRandom();
    Supplier<SerialNumber> serials = () -> SerialNumber.drawnFrom(chance);
    var locations = new StatusLocations(URI.create("http://localhost"), "issuing");
    this.authority =
        new CertificationAuthority(
            CertificationAuthority.establishRoot(
                root,
                Subject.authority("Bench", "Bench CA", "1"),
                key,
                locations,
                InstantSource.system(),
                serials),
            key,
            locations,
            InstantSource.system(),
            serials);
  }

  /// SHA-256 over so many octets, and one signature: milliseconds of processor.
  double floor(long octets) throws GeneralSecurityException {
    byte[] piece = new byte[256 * 1024];
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long before = cpu();
    for (long done = 0; done < octets; done += piece.length) {
      digest.update(piece, 0, (int) Math.min(piece.length, octets - done));
    }
    key.sign(digest.digest());
    return (cpu() - before) / 1e6;
  }

  /// Writes a list from memory into nothing.
  CrlReport.Whole alone(int entries) {
    long octets = (long) entries * RevocationEntry.octets(SERIAL_OCTETS, 0, REASON);
    var terms = RevocationListTerms.complete(Partition.WHOLE, 1, now, now.plus(Duration.ofDays(7)));
    var random = new SplittableRandom(1);
    byte[] serial = new byte[SERIAL_OCTETS];
    try (HeapWatch heap = new HeapWatch()) {
      long begin = System.nanoTime();
      long before = cpu();
      var writer =
          new RevocationListWriter(authority, terms, octets, Hash.leafDigest(), new Nowhere());
      for (int entry = 0; entry < entries; entry++) {
        random.nextBytes(serial);
        serial[0] = (byte) (1 + (serial[0] & 0x3f));
        writer.add(serial, 1_700_000_000L + entry, REASON);
      }
      long whole = writer.finish();
      return new CrlReport.Whole(
          (System.nanoTime() - begin) / 1e9,
          (cpu() - before) / 1e6,
          0,
          heap.growth(),
          whole / (double) entries);
    }
  }

  private static final class Nowhere implements RevocationListWriter.Sink {
    @Override
    public void next(byte[] octets, int length) {}

    @Override
    public void head(byte[] octets) {}
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// Makes the lists that are due in the register of a testbed whose service is down, at a time of
  /// its own.
  final class InRegister {
    private final Testbed testbed;
    private final PostgresRevocationLists lists;
    private final ListPublisher publisher;

    InRegister(Testbed testbed) {
      this.testbed = testbed;
      this.lists = new PostgresRevocationLists(testbed.dataSource());
      this.publisher =
          new ListPublisher(
              () -> List.of(authority),
              lists,
              new Alone(),
              new Forgetful(),
              () -> now,
              UUID::randomUUID);
    }

    void expect(int partitions) {
      lists.expect(partitions);
    }

    /// Makes all that is due, an hour after the last time.
    CrlReport.Whole settle() {
      pass(Duration.ofDays(1));
      return round();
    }

    /// Makes what is due.
    CrlReport.Whole round() {
      try (HeapWatch heap = new HeapWatch()) {
        Duration postgres = ProcessTree.processorTime(testbed.postgres());
        long begin = System.nanoTime();
        long before = cpu();
        while (!publisher.round()) {
          // A round makes a bounded number of lists.
        }
        double cpuMillis = (cpu() - before) / 1e6;
        double seconds = (System.nanoTime() - begin) / 1e9;
        Duration used = ProcessTree.processorTime(testbed.postgres()).minus(postgres);
        IssuedList whole = newest(Partition.WHOLE, false);
        return new CrlReport.Whole(
            seconds,
            cpuMillis,
            used.toNanos() / 1e6,
            heap.growth(),
            whole.octets() / (double) Math.max(1, whole.entries()));
      }
    }

    IssuedList newest(Partition partition, boolean delta) {
      return lists
          .newest(new ListScope(authority.shortName(), partition), delta)
          .orElseThrow(() -> new FailedBenchException("a list was not published"));
    }

    /// Revokes one certificate after the other, each with the lists that show it.
    ///
    /// @param kind what list shows it
    /// @param shown which part that is
    CrlReport.One one(RevokedRows rows, long already, int times, String kind, Partition shown)
        throws SQLException {
      double cpuMillis = 0;
      Duration postgres = Duration.ZERO;
      for (int time = 0; time < times; time++) {
        rows.revokeOne(already + time);
        pass(Duration.ofSeconds(30));
        Duration before = ProcessTree.processorTime(testbed.postgres());
        long start = cpu();
        publisher.round();
        cpuMillis += (cpu() - start) / 1e6;
        postgres = postgres.plus(ProcessTree.processorTime(testbed.postgres()).minus(before));
      }
      boolean isDelta = kind.equals(DELTA);
      return new CrlReport.One(
          already,
          kind,
          cpuMillis / times,
          postgres.toNanos() / 1e6 / times,
          newest(shown, isDelta).octets());
    }

    private void pass(Duration time) {
      now = now.plus(time);
    }
  }

  /// Each statement commits by itself: nobody else writes.
  private static final class Alone implements Transactions {
    @Override
    public <T> T durably(Supplier<T> work) {
      return work.get();
    }
  }

  /// A log of which nothing is asked.
  private static final class Forgetful implements AuditLog {
    @Override
    public UUID append(Actor actor, Event event) {
      return new UUID(0, 0);
    }

    @Override
    public UUID append(Actor actor, Event event, Decided decided) {
      return append(actor, event);
    }
  }
}
