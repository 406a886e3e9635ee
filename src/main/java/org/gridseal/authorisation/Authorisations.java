package org.gridseal.authorisation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authorisation.Identities.Shown;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// What the utility decided about LFDIs, and what changed of all that lets a device in or keeps it
/// out: for the listeners, and for whoever tells the head-end.
public interface Authorisations {
  /// The decision about an LFDI at a moment; allowed if there was none.
  LfdiState stateOf(Lfdi lfdi, Instant at);

  /// All decisions about an LFDI, the newest first, a hundred at most.
  List<Decided> historyOf(Lfdi lfdi);

  /// Whether an LFDI is let in now, by everything that counts: the decision about it, its
  /// certificate if it is ours, its site.
  default Standing standingOf(Lfdi lfdi) {
    return Objects.requireNonNull(
        standingsOf(List.of(new Shown(lfdi, Optional.empty()))).get(lfdi));
  }

  /// The same of many, in a few round trips.
  ///
  /// @return one for each
  Map<Lfdi, Standing> standingsOf(Collection<Shown> shown);

  /// Where all histories end now: for whoever wants to hear only what comes.
  Cursor head();

  /// What changed after a cursor, in order, at most so much of each kind. Nothing that is committed
  /// later comes to stand before it.
  Changes since(Cursor cursor, int limit);

  /// Keeps a decision, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if there is a decision of that step already
  boolean decide(Lfdi lfdi, Decided decision);

  /// One decision about an LFDI.
  ///
  /// @param step counts the decisions about one LFDI, from 1
  /// @param reason one of [Reason]
  record Decided(int step, LfdiState state, String reason, UUID measure, String by, Instant at) {}

  /// Whether an identity is let in.
  sealed interface Standing {
    record Authorised(Holder holder) implements Standing {}

    /// @param why the first that keeps it out, in the order of the constants
    record KeptOut(Optional<Holder> holder, Why why) implements Standing {}

    /// Nothing in the register has it.
    record Stranger() implements Standing {}
  }

  /// Why an identity is kept out.
  enum Why {
    LFDI_DENIED,
    LFDI_SUSPENDED,
    CERTIFICATE_REVOKED,
    CERTIFICATE_HELD,
    /// The site is not approved, or has suspended the device or let it go.
    SITE_CLOSED
  }

  /// One change. Of a certificate and a site it says only that there is one: what they are now is
  /// asked of them.
  sealed interface Change {
    Instant at();

    record OfLfdi(Lfdi lfdi, LfdiState state, Instant at) implements Change {}

    /// @param lfdi that the certificate has
    /// @param good whether it was released, else revoked or put on hold
    record OfCertificate(SerialNumber serialNumber, Lfdi lfdi, boolean good, Instant at)
        implements Change {}

    /// @param letsIn whether the site is approved now
    record OfSite(SiteId site, boolean letsIn, Instant at) implements Change {}

    /// @param letIn whether the device is neither suspended nor retired now
    record OfDevice(DeviceId device, boolean letIn, Instant at) implements Change {}
  }

  /// @param next from where to go on
  /// @param more whether there is more after that already
  record Changes(List<Change> changes, Cursor next, boolean more) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }
}
