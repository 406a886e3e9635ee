package org.gridseal.testing;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.Cursor;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identities.Shown;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// Decisions about LFDIs, and changes of certificates and sites, as a test makes them. Each kind of
/// change has a history of its own, as in the database. May be away.
public final class InMemoryAuthorisations implements Authorisations {
  private final Map<Lfdi, List<Decided>> decisions = new HashMap<>();
  private final Map<Lfdi, Holder> holders = new HashMap<>();
  private final Map<Lfdi, Why> certificates = new HashMap<>();
  private final List<Change> lfdiChanges = new ArrayList<>();
  private final List<Change> certificateChanges = new ArrayList<>();
  private final List<Change> siteChanges = new ArrayList<>();
  private boolean away;

  /// Answers nothing from now on, until it is told to again.
  public synchronized void goAway(boolean gone) {
    away = gone;
  }

  /// The device that stands behind an identity.
  public synchronized void put(Lfdi lfdi, Holder holder) {
    holders.put(lfdi, holder);
  }

  /// Decides about an LFDI.
  public synchronized void decide(Lfdi lfdi, LfdiState state) {
    int step = decisions.getOrDefault(lfdi, List.of()).size() + 1;
    decide(
        lfdi, new Decided(step, state, "stolen", new UUID(1, step), "somebody", Authorities.NOW));
  }

  /// Revokes a certificate, holds it or, without a reason, releases it.
  public synchronized void revoke(SerialNumber serialNumber, Lfdi lfdi, Optional<Why> why) {
    why.ifPresentOrElse(it -> certificates.put(lfdi, it), () -> certificates.remove(lfdi));
    certificateChanges.add(
        new Change.OfCertificate(serialNumber, lfdi, why.isEmpty(), Authorities.NOW));
  }

  /// Gives a site another state, with all the devices that it holds.
  public synchronized void become(SiteId site, SiteState state) {
    holders.replaceAll(
        (lfdi, holder) ->
            holder.site().equals(site)
                ? new Holder(
                    holder.device(),
                    holder.hardware(),
                    site,
                    state,
                    holder.connection(),
                    holder.current(),
                    holder.suspended())
                : holder);
    siteChanges.add(new Change.OfSite(site, state == SiteState.APPROVED, Authorities.NOW));
  }

  /// Says of a device that it is let in or not from now on.
  public synchronized void become(DeviceId device, boolean letIn) {
    siteChanges.add(new Change.OfDevice(device, letIn, Authorities.NOW));
  }

  @Override
  public synchronized LfdiState stateOf(Lfdi lfdi, Instant at) {
    return historyOf(lfdi).stream()
        .filter(decided -> !decided.at().isAfter(at))
        .findFirst()
        .map(Decided::state)
        .orElse(LfdiState.ALLOWED);
  }

  @Override
  public synchronized List<Decided> historyOf(Lfdi lfdi) {
    answer();
    return decisions.getOrDefault(lfdi, List.of()).reversed();
  }

  @Override
  public synchronized Map<Lfdi, Standing> standingsOf(Collection<Shown> shown) {
    answer();
    Map<Lfdi, Standing> standings = new HashMap<>();
    shown.forEach(one -> standings.put(one.lfdi(), standing(one.lfdi())));
    return standings;
  }

  private Standing standing(Lfdi lfdi) {
    Optional<Holder> holder = Optional.ofNullable(holders.get(lfdi));
    Optional<Why> why =
        switch (stateOf(lfdi, Instant.MAX)) {
          case DENIED -> Optional.of(Why.LFDI_DENIED);
          case SUSPENDED -> Optional.of(Why.LFDI_SUSPENDED);
          case ALLOWED ->
              Optional.ofNullable(certificates.get(lfdi))
                  .or(() -> holder.filter(it -> !it.isLetIn()).map(it -> Why.SITE_CLOSED));
        };
    if (why.isPresent()) {
      return new Standing.KeptOut(holder, why.get());
    }
    return holder.<Standing>map(Standing.Authorised::new).orElseGet(Standing.Stranger::new);
  }

  @Override
  public synchronized Cursor head() {
    answer();
    return new Cursor(certificateChanges.size(), lfdiChanges.size(), siteChanges.size());
  }

  @Override
  public synchronized Changes since(Cursor cursor, int limit) {
    answer();
    List<Change> some = new ArrayList<>();
    var next =
        new Cursor(
            read(certificateChanges, cursor.certificates(), limit, some),
            read(lfdiChanges, cursor.lfdis(), limit, some),
            read(siteChanges, cursor.sites(), limit, some));
    return new Changes(some, next, !next.equals(head()));
  }

  private static long read(List<Change> history, long from, int limit, List<Change> into) {
    List<Change> some = history.stream().skip(from).limit(limit).toList();
    into.addAll(some);
    return from + some.size();
  }

  @Override
  public synchronized boolean decide(Lfdi lfdi, Decided decision) {
    answer();
    List<Decided> before = decisions.computeIfAbsent(lfdi, none -> new ArrayList<>());
    if (before.size() != decision.step() - 1) {
      return false;
    }
    before.add(decision);
    lfdiChanges.add(new Change.OfLfdi(lfdi, decision.state(), decision.at()));
    return true;
  }

  private void answer() {
    if (away) {
      throw new DatabaseException("the database cannot be read", new SQLException("away", "08006"));
    }
  }
}
