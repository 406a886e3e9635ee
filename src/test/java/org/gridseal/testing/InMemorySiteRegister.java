package org.gridseal.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identity;
import org.gridseal.authorisation.Premises;
import org.gridseal.authorisation.SiteRegister;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// The sites of the devices that a test has put.
public final class InMemorySiteRegister implements SiteRegister {
  private final InMemoryIdentities identities;
  private final Map<UUID, List<SerialNumber>> held = new HashMap<>();
  private final Map<Target, UUID> suspensions = new HashMap<>();
  private Optional<Target> suspended = Optional.empty();

  public InMemorySiteRegister(InMemoryIdentities identities) {
    this.identities = identities;
  }

  @Override
  public Optional<Premises> find(SiteId site) {
    return identities
        .holders()
        .filter(isOf(new Target.OfSite(site)))
        .findFirst()
        .map(holder -> new Premises(site, holder.state(), holder.connection(), devices(site)));
  }

  private int devices(SiteId site) {
    return (int)
        identities
            .holders()
            .filter(isOf(new Target.OfSite(site)))
            .map(Holder::device)
            .distinct()
            .count();
  }

  @Override
  public void lock(Target target) {
    // Nobody else keeps certificates here.
  }

  @Override
  public boolean take(Act act, Target target, Instant at) {
    suspended = act == Act.SUSPEND ? Optional.of(target) : Optional.empty();
    boolean whole = target instanceof Target.OfSite;
    identities.replaceHolders(
        holder -> isOf(target).test(holder) ? changed(holder, act, whole) : holder);
    return true;
  }

  private static Holder changed(Holder before, Act act, boolean whole) {
    SiteState state =
        switch (act) {
          case WITHDRAW -> SiteState.RETIRED;
          case SUSPEND -> SiteState.SUSPENDED;
          case RESTORE -> SiteState.APPROVED;
        };
    return new Holder(
        before.device(),
        before.hardware(),
        before.site(),
        whole ? state : before.state(),
        before.connection(),
        act != Act.WITHDRAW,
        whole ? before.suspended() : act == Act.SUSPEND);
  }

  @Override
  public List<SerialNumber> certificatesOf(Target target, Instant at) {
    return identities(target)
        .filter(identity -> identity.notAfter().filter(at::isBefore).isPresent())
        .flatMap(identity -> identity.certificate().stream())
        .sorted(Comparator.comparing(SerialNumber::toString))
        .toList();
  }

  private Stream<Identity> identities(Target target) {
    return switch (target) {
      case Target.OfSite(SiteId site) -> identities.at(site).stream();
      case Target.OfDevice(DeviceId device) -> identities.of(device).stream();
      case Target.OfCertificate _, Target.OfLfdi _ -> throw new IllegalArgumentException();
    };
  }

  private static Predicate<Holder> isOf(Target target) {
    return switch (target) {
      case Target.OfSite(SiteId site) -> holder -> holder.site().equals(site);
      case Target.OfDevice(DeviceId device) -> holder -> holder.device().equals(device);
      case Target.OfCertificate _, Target.OfLfdi _ -> throw new IllegalArgumentException();
    };
  }

  @Override
  public void remember(UUID measure, List<SerialNumber> which) {
    held.put(measure, which);
    suspensions.put(suspended.orElseThrow(), measure);
  }

  @Override
  public List<SerialNumber> heldWith(Target target) {
    return Optional.ofNullable(suspensions.get(target)).map(held::get).orElse(List.of());
  }
}
