package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.enrollment.ManufacturerRoot.Act;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.site.Violation;

/// Who may vouch for devices that nobody has seen yet.
///
/// Nobody makes a root trusted alone: one person adds it, another confirms it. One person is enough
/// to retire it, and coming back takes two again (docs/decisions/0015). Every change is in the log,
/// in the transaction that makes it.
public final class TrustedManufacturers {
  private final ManufacturerRoots roots;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;

  public TrustedManufacturers(
      ManufacturerRoots roots, Transactions transactions, AuditLog log, InstantSource time) {
    this.roots = roots;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
  }

  /// All roots that were ever added, the newest first.
  public List<ManufacturerRoot> all() {
    return roots.all();
  }

  public Optional<ManufacturerRoot> find(Fingerprint root) {
    return roots.find(root);
  }

  /// Whether a root is signed with its own key, which is not demanded.
  public static boolean isSelfSigned(X509Certificate root) {
    return RootRequirements.isSelfSigned(root);
  }

  /// Adds a root, which vouches for nobody until somebody else has confirmed it.
  ///
  /// @param succeeds the trusted root that it is to take over from; both are trusted until somebody
  ///   retires the old one
  public Change add(ManufacturerRoots.Root root, Optional<Fingerprint> succeeds, Actor by) {
    List<Violation> violations = RootRequirements.violations(root.certificate(), time.instant());
    if (!violations.isEmpty()) {
      return new Change.Invalid(violations);
    }
    Fingerprint fingerprint = Fingerprint.of(root.certificate());
    Optional<ManufacturerRoot> before = roots.find(fingerprint);
    if (before.filter(known -> known.state() != State.RETIRED).isPresent()) {
      return conflict("/pem", "root-new", "the root is there already");
    }
    Optional<ManufacturerRoot> predecessor = succeeds.flatMap(roots::find);
    if (succeeds.isPresent() && predecessor.filter(TrustedManufacturers::isTrusted).isEmpty()) {
      return conflict("/succeeds", "root-succeeds", "name a root that is trusted now");
    }
    var added =
        new ManufacturerRoot(
            fingerprint,
            before.map(known -> known.generation() + 1).orElse(1),
            root,
            succeeds,
            act(by),
            Optional.empty(),
            Optional.empty());
    return recorded(added, proposal(added, predecessor), by, () -> roots.add(added, predecessor));
  }

  /// Trusts a root from now on, if this is somebody else than who added it.
  public Change confirm(Fingerprint fingerprint, Actor by) {
    return roots.find(fingerprint).map(known -> confirm(known, by)).orElseGet(Change.Unknown::new);
  }

  private Change confirm(ManufacturerRoot known, Actor by) {
    if (known.state() != State.PROPOSED) {
      return conflict("", "root-proposed", "the root does not wait for a confirmation");
    }
    if (known.isAddedBy(by.subject())) {
      return new Change.Forbidden(
          List.of(
              new Violation(
                  "", "second-person", "a root is confirmed by somebody who did not add it")));
    }
    Act act = act(by);
    var event = new Event.ManufacturerTrusted(hashOf(known), known.root().attested());
    return recorded(known.confirmed(act), event, by, () -> roots.confirm(known, act));
  }

  /// Ends the trust in a root, or turns down one that was never confirmed.
  public Change retire(Fingerprint fingerprint, Actor by) {
    return roots.find(fingerprint).map(known -> retire(known, by)).orElseGet(Change.Unknown::new);
  }

  private Change retire(ManufacturerRoot known, Actor by) {
    Act act = act(by);
    return switch (known.state()) {
      case RETIRED -> conflict("", "root-in-use", "the root is retired already");
      case PROPOSED ->
          recorded(
              known.retired(act),
              new Event.ManufacturerDeclined(hashOf(known)),
              by,
              () -> roots.retire(known, act));
      case TRUSTED ->
          recorded(
              known.retired(act),
              new Event.ManufacturerRetired(hashOf(known)),
              by,
              () -> roots.retire(known, act));
    };
  }

  private Change recorded(ManufacturerRoot after, Event event, Actor by, BooleanSupplier write) {
    boolean written =
        transactions.durably(
            () -> {
              boolean first = write.getAsBoolean();
              if (first) {
                log.append(by, event);
              }
              return first;
            });
    return written
        ? new Change.Done(after)
        : conflict("", "root-unchanged", "somebody else was faster; look again");
  }

  private static Event proposal(ManufacturerRoot added, Optional<ManufacturerRoot> predecessor) {
    boolean attested = added.root().attested();
    return predecessor
        .<Event>map(
            old -> new Event.ManufacturerSuccessorProposed(hashOf(added), hashOf(old), attested))
        .orElseGet(() -> new Event.ManufacturerProposed(hashOf(added), attested));
  }

  private Act act(Actor by) {
    return new Act(by.subject(), time.instant());
  }

  private static boolean isTrusted(ManufacturerRoot root) {
    return root.state() == State.TRUSTED;
  }

  private static Change conflict(String pointer, String rule, String sentence) {
    return new Change.Conflicting(List.of(new Violation(pointer, rule, sentence)));
  }

  private static Hash hashOf(ManufacturerRoot root) {
    try {
      return Hash.ofLeaf(root.root().certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// What became of an attempt to change whom we trust.
  public sealed interface Change {
    /// @param root as it is now
    record Done(ManufacturerRoot root) implements Change {}

    /// The certificate cannot be a root.
    record Invalid(List<Violation> violations) implements Change {}

    /// Somebody else must do it.
    record Forbidden(List<Violation> violations) implements Change {}

    /// It does not fit what happened before.
    record Conflicting(List<Violation> violations) implements Change {}

    record Unknown() implements Change {}
  }
}
