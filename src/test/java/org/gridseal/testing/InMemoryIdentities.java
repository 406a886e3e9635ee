package org.gridseal.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identities;
import org.gridseal.authorisation.Identity;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// The identities of devices, as a test puts them.
public final class InMemoryIdentities implements Identities {
  private final Map<Identity, Holder> all = new LinkedHashMap<>();

  public void put(Identity identity, Holder holder) {
    all.put(identity, holder);
  }

  /// Gives a device or all devices of a site another state.
  public void replaceHolders(UnaryOperator<Holder> change) {
    all.replaceAll((identity, holder) -> change.apply(holder));
  }

  Stream<Holder> holders() {
    return all.values().stream();
  }

  @Override
  public Optional<Holder> holderOf(SerialNumber serialNumber) {
    return first(entry -> entry.getKey().certificate().filter(serialNumber::equals).isPresent())
        .map(Map.Entry::getValue);
  }

  @Override
  public Optional<Holder> holderOf(Lfdi lfdi) {
    return first(entry -> entry.getKey().lfdi().equals(lfdi)).map(Map.Entry::getValue);
  }

  @Override
  public Optional<Holder> holderOf(DeviceId device) {
    return first(entry -> entry.getValue().device().equals(device)).map(Map.Entry::getValue);
  }

  private Optional<Map.Entry<Identity, Holder>> first(
      Predicate<Map.Entry<Identity, Holder>> which) {
    return all.entrySet().stream().filter(which).findFirst();
  }

  @Override
  public Optional<Lfdi> lfdiOf(SerialNumber serialNumber) {
    return first(entry -> entry.getKey().certificate().filter(serialNumber::equals).isPresent())
        .map(entry -> entry.getKey().lfdi());
  }

  @Override
  public Map<Lfdi, Holder> holdersOf(Collection<Shown> shown) {
    Map<Lfdi, Holder> found = new HashMap<>();
    shown.forEach(one -> holderOf(one.lfdi()).ifPresent(holder -> found.put(one.lfdi(), holder)));
    return found;
  }

  @Override
  public List<Identity> of(DeviceId device) {
    return of(holder -> holder.device().equals(device));
  }

  @Override
  public List<Identity> at(SiteId site) {
    return of(holder -> holder.site().equals(site));
  }

  private List<Identity> of(Predicate<Holder> which) {
    return all.entrySet().stream()
        .filter(entry -> which.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
